using System.Diagnostics;
using System.Text.Json;
using Migration.DataSync.Verification;
using Npgsql;

namespace Migration.DataSync.Benchmarks;

/// <summary>
/// A million equal listings compared by the command <c>verify</c>, beside the sum of md5 over the same canonical rows of both servers at the same time; then ten
/// bad rows to be found among them.
/// </summary>
internal static class VerifyBenchmark
{
    private const int Bad = 10;

    public static async Task RunAsync(Lab lab, int blocks, Scale scale)
    {
        var listings = scale.Of(1_000_000);
        var source = await lab.MonolithAsync(listings);
        var target = await lab.MicroserviceAsync("listings");
        var started = Stopwatch.GetTimestamp();
        using var sync = await SyncProcess.StartAsync(source, target);
        Console.WriteLine($"backfill of {listings:N0} listings with an image each, the service's start included: {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, {Memory.PeakOf(sync.Id)} MB at most");
        await target.ExecuteAsync("vacuum analyze");
        await source.ExecuteAsync("vacuum analyze");

        var (ratio, peak) = (new Ratio(), 0L);
        for (var block = 0; block < blocks; block++)
        {
            var seconds = new double[3];
            foreach (var who in Enumerable.Range(0, 3).Select(place => (place + block) % 3))
            {
                seconds[who] = who == 1 ? await VerifyAsync() : await SumAsync(source, target);
            }

            ratio.Add(seconds[0], seconds[1], seconds[2]);

            // A block takes minutes: a run that is cut short has said something.
            Console.WriteLine($"  block {block + 1}: md5 {seconds[0]:F1} s, DataSync {seconds[1]:F1} s, md5 again {seconds[2]:F1} s");
        }

        Console.WriteLine($"verify of {listings:N0} equal listings: md5 of both in parallel {ratio.PeerSeconds:F1} s, DataSync {ratio.OwnSeconds:F1} s, {peak} MB at most");
        Console.WriteLine($"  time, DataSync / md5: {ratio.Time} (reach 1.2)");
        Console.WriteLine($"  time, md5 / md5     : {ratio.Control}");
        await FindAsync(source, target, listings);

        async Task<double> VerifyAsync()
        {
            var (output, seconds, memory) = await SyncProcess.VerifyAsync(source, target);
            using var report = JsonDocument.Parse(output);
            peak = Math.Max(peak, memory);
            return report.RootElement.GetProperty("verdict").GetString() is "EQUAL" && report.RootElement.GetProperty("listings").GetInt64() == listings
                ? seconds
                : throw new InvalidOperationException($"The tables are to be equal: {output}");
        }
    }

    private static async Task FindAsync(Database source, Database target, int listings)
    {
        await target.ExecuteAsync($"update listings set price = price + 0.01, version = version + 1 where id % {listings / Bad} = 17 and set_config('migration.applying', 'on', true) = 'on'");
        var (output, seconds, peak) = await SyncProcess.VerifyAsync(source, target);
        using var report = JsonDocument.Parse(output);
        Console.WriteLine($"{report.RootElement.GetProperty("findings").GetArrayLength()} of {Bad} bad rows of {listings:N0} found in {seconds:F1} s and {report.RootElement.GetProperty("queries").GetInt32()} queries, {peak} MB at most");
    }

    private static async Task<double> SumAsync(Database source, Database target)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(SumAsync(source, CanonicalListing.OfMonolith("true")), SumAsync(target, CanonicalListing.OfMicroservice("true")));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task SumAsync(Database database, string rows)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var settings = new NpgsqlCommand("set timezone = 'UTC'; set datestyle = 'ISO'; set jit = off", connection);
        await settings.ExecuteNonQueryAsync();
        await using var sum = new NpgsqlCommand($"select count(*), sum(('x' || left(md5(c::text), 16))::bit(64)::bigint) from ({rows}) c", connection);
        sum.Parameters.Add(new() { Value = Array.Empty<long>() });
        sum.Parameters.Add(new() { Value = Array.Empty<long>() });
        await sum.ExecuteNonQueryAsync();
    }
}

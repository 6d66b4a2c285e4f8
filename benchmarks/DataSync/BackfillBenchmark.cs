using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.DataSync.Backfill;
using Migration.DataSync.Databases;
using Migration.DataSync.Telemetry;

namespace Migration.DataSync.Benchmarks;

/// <summary>The backfill beside a binary COPY of the same projection into tables with the same indexes, block by block in turn, the peer twice a round.</summary>
internal static class BackfillBenchmark
{
    private const string Empty = "truncate listings, c2c_categories, indexing_queue cascade; drop table if exists sync_quarantine, sync_backfill, sync_stream, sync_conflict, sync_tombstone, sync_verification";

    public static async Task RunAsync(Lab lab, int blocks, Scale scale)
    {
        var listings = scale.Of(40_000);
        var source = await lab.MonolithAsync(listings);
        var own = await lab.MicroserviceAsync("listings");
        var mirror = await lab.MicroserviceAsync("listings_peer");
        var peer = await CopyPeer.CreateAsync(source, mirror);
        await using var databases = DatabasePair.Of(source.ConnectionString, own.ConnectionString, NullLoggerFactory.Instance);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new DataSyncMetrics(services.GetRequiredService<IMeterFactory>());
        Task BackfillAsync() => new BackfillRun(databases, new BackfillStatus(), metrics, new BackfillOptions().ChunkSize).ExecuteAsync(CancellationToken.None);

        // Once each without the clock.
        await TimedAsync(own, BackfillAsync);
        await TimedAsync(mirror, peer.RunAsync);
        await EqualAsync(own, mirror);
        var ratio = new Ratio();
        for (var block = 0; block < blocks; block++)
        {
            var seconds = new double[3];
            foreach (var who in Enumerable.Range(0, 3).Select(place => (place + block) % 3))
            {
                seconds[who] = who == 1 ? await TimedAsync(own, BackfillAsync) : await TimedAsync(mirror, peer.RunAsync);
            }

            ratio.Add(seconds[0], seconds[1], seconds[2]);
        }

        Console.WriteLine($"backfill of {listings:N0} listings with an image each: COPY {listings / ratio.PeerSeconds:F0} listings/s, DataSync {listings / ratio.OwnSeconds:F0}/s");
        Console.WriteLine($"  rate, DataSync / COPY: {ratio.Speed} (reach 0.6)");
        Console.WriteLine($"  time, COPY / COPY    : {ratio.Control}");
        Console.WriteLine($"  memory: {Memory.PeakOf(Environment.ProcessId)} MB at most in this process, through which both go");
    }

    private static async Task<double> TimedAsync(Database target, Func<Task> fill)
    {
        await target.ExecuteAsync(Empty);
        var started = Stopwatch.GetTimestamp();
        await fill();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>A peer that does something else is none.</summary>
    private static async Task EqualAsync(Database own, Database peer)
    {
        const string Rows = """
            select concat_ws('|', (select md5(string_agg(l::text, ';' order by id)) from listings l), (select count(*) from listing_images),
                (select count(*) from listing_attributes), (select count(*) from listing_locations), (select count(*) from indexing_queue))
            """;
        if (!string.Equals(await own.ScalarAsync<string>(Rows), await peer.ScalarAsync<string>(Rows), StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The peer's copy is not the backfill's.");
        }
    }
}

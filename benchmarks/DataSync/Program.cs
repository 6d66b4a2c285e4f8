using System.Globalization;
using Migration.DataSync.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var isSmall = args.Contains("small", StringComparer.Ordinal);
var rest = args.Where(argument => argument is not "small").ToArray();
return rest switch
{
    [] => await RunAsync(["backfill", "stream", "backlog", "lag", "verify"], blocks: null),
    [var part] when IsPart(part) => await RunAsync([part], blocks: null),
    [var part, var blocks] when IsPart(part) && int.TryParse(blocks, CultureInfo.InvariantCulture, out var count) && count > 0 => await RunAsync([part], count),
    _ => await RefuseAsync(args),
};

static bool IsPart(string name) => name is "backfill" or "stream" or "backlog" or "lag" or "verify";

async Task<int> RunAsync(string[] parts, int? blocks)
{
    Console.WriteLine($"Run {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}, load {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]} at the start.");
    var scale = new Scale(isSmall);
    foreach (var part in parts)
    {
        // Servers of its own each: none begins with what another has left in them.
        await using var lab = await Lab.StartAsync();
        await (part switch
        {
            "backfill" => BackfillBenchmark.RunAsync(lab, blocks ?? 12, scale),
            "stream" => StreamBenchmark.RunAsync(lab, blocks ?? 12, scale),
            "backlog" => StreamBenchmark.RunGreatAsync(lab, blocks ?? 6, scale),
            "lag" => LagBenchmark.RunAsync(lab, TimeSpan.FromSeconds(blocks ?? 30)),
            _ => VerifyBenchmark.RunAsync(lab, blocks ?? 6, scale),
        });
    }

    return 0;
}

static async Task<int> RefuseAsync(string[] args)
{
    await Console.Error.WriteLineAsync($"'{string.Join(' ', args)}' is not understood: give nothing, or backfill, stream, backlog, lag or verify, and the number of its blocks (of lag: seconds); and small for little data.");
    return 2;
}

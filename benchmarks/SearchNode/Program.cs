using System.Diagnostics;
using System.Globalization;
using System.Text;
using Migration.Benchmarks;
using Migration.SearchNode.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = Options.Read(args);
var report = new Report();
report.Line($"Run {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}, load {Report.Load()} at the start; {options.Blocks} interleaved blocks.");
report.Line(string.Empty);

var starts = await StartBenchmark.RunAsync(options.Starts);
var startInterval = MedianInterval.Of(starts);
report.Line($"Start of the process to first answer: {startInterval.Median:F0} ms [{startInterval.Low:F0}, {startInterval.High:F0}], {starts.Max():F0} ms at most, {starts.Count} starts (reach {Limits.StartMilliseconds:F0} ms): {(startInterval.High <= Limits.StartMilliseconds ? "PASS" : "FAIL")}.");
report.Line(string.Empty);
report.Line("| what | Lucene.NET | node | ratio | Lucene.NET against itself | reach | verdict |");
report.Line("|---|---|---|---|---|---|---|");

var scratch = Directory.CreateTempSubdirectory("search-bench-").FullName;
try
{
    using var node = await NodeServer.StartAsync(scratch);
    var indexing = await IndexingBenchmark.RunAsync(node, options.IndexDocuments, options.Blocks);
    report.Line($"| indexing, {options.IndexDocuments:N0} documents a block | {indexing.PeerRate:N0}/s | {indexing.NodeRate:N0}/s | {indexing.Ratio} | ≥ {Limits.Indexing:F2} | {indexing.Ratio.Verdict(Limits.Indexing, atLeast: true)} |");

    var filled = await FillAsync(node, options.Documents);
    var (resident, peak) = (node.ResidentMegabytes, node.PeakMegabytes);
    var directory = Directory.GetDirectories(Path.Combine(scratch, "indices")).Single();
    foreach (var outcome in await SearchBenchmark.RunAsync(node, Path.Combine(directory, "index"), options.Blocks))
    {
        report.Line(outcome.Row());
    }

    report.Line(string.Empty);
    report.Line($"{options.Documents:N0} documents through `_bulk` in {filled.TotalSeconds:F0} s. Memory of the node after them: {resident} MB resident, {peak} MB at most; after the searches: {node.ResidentMegabytes} MB, {node.PeakMegabytes} MB at most. Load at the end {Report.Load()}.");
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

if (options.Output is { } output)
{
    await report.SaveAsync(output);
}

static async Task<TimeSpan> FillAsync(NodeServer node, int documents)
{
    await node.SendAsync(HttpMethod.Put, "/listings", Listings.Definition);
    var source = new Listings(2);
    var started = Stopwatch.GetTimestamp();
    foreach (var chunk in Enumerable.Range(1, documents).Select(source.Next).Chunk(2000))
    {
        await node.SendAsync(HttpMethod.Post, "/listings/_bulk", Bulk.Of(chunk.Select(listing => (listing, Encoding.UTF8.GetBytes(listing.ToJson())))));
    }

    await node.SendAsync(HttpMethod.Post, "/listings/_flush");
    await node.SendAsync(HttpMethod.Post, "/listings/_refresh");
    return Stopwatch.GetElapsedTime(started);
}

using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using Migration.Dashboard.Benchmarks;
using Migration.Otlp.Protos;

// How much the dashboard bears: 5,000 spans a second for a minute, each second's batches sent on time whether or not the last were answered.
const int SpansPerSecond = 5_000;
const int BatchesPerSecond = 10;
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;

using var dashboard = await DashboardProcess.StartAsync();
using var channel = GrpcChannel.ForAddress(dashboard.GrpcAddress);
var client = new TraceService.TraceServiceClient(channel);
var maker = new SpanMaker();
var (idleProcessor, idleMemory) = (dashboard.Processor, dashboard.Mebibytes);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"healthy {dashboard.StartedIn.TotalMilliseconds:0} ms after its start, with {idleMemory:0} MiB resident and {idleProcessor.TotalMilliseconds:0} ms of processor time"));

List<Task> sending = [];
List<double> answers = [];
List<double> memory = [];
var started = Stopwatch.GetTimestamp();
for (var batch = 0; batch < seconds * BatchesPerSecond; batch++)
{
    var due = TimeSpan.FromSeconds((double)batch / BatchesPerSecond) - Stopwatch.GetElapsedTime(started);
    if (due > TimeSpan.Zero)
    {
        await Task.Delay(due);
    }

    sending.Add(SendAsync(maker.Batch(SpansPerSecond / BatchesPerSecond / SpanMaker.SpansOfARequest)));
    if (batch % BatchesPerSecond == 0)
    {
        memory.Add(dashboard.Mebibytes);
    }
}

await Task.WhenAll(sending);
var elapsed = Stopwatch.GetElapsedTime(started);
var processor = dashboard.Processor - idleProcessor;
var resources = (await dashboard.GetAsync("/api/telemetry/resources")).GetProperty("items").EnumerateArray().ToArray();
var failing = (await dashboard.GetAsync("/api/telemetry/traces?hasError=true&limit=10000")).GetProperty("items").GetArrayLength();
var healthy = (await dashboard.GetAsync("/api/telemetry/traces?hasError=false&limit=10000")).GetProperty("items").GetArrayLength();
var sent = (long)seconds * SpansPerSecond;
var kept = resources.Sum(resource => resource.GetProperty("spans").GetProperty("kept").GetInt64());
var evicted = resources.Sum(resource => resource.GetProperty("spans").GetProperty("evicted").GetInt64());
var rejected = resources.Sum(resource => resource.GetProperty("spans").GetProperty("rejected").GetInt64());
answers.Sort();

Print($"| what | measured |");
Print($"| --- | --- |");
Print($"| spans sent | {sent:N0} in {elapsed.TotalSeconds:0.0} s, {sent / elapsed.TotalSeconds:N0}/s |");
Print($"| kept, made room, refused | {kept:N0}, {evicted:N0}, {rejected:N0}: together {kept + evicted + rejected:N0} |");
Print($"| traces kept | {failing:N0} of {sent / SpanMaker.SpansOfARequest / SpanMaker.ErrorEvery:N0} with an error, {healthy:N0} of the others |");
Print($"| processor | {100 * processor / elapsed:0} % of one core |");
Print($"| memory, resident | {memory[0]:0} MiB at first, {memory.Max():0} MiB at most, {memory[(memory.Count / 2)..].Max() - memory[(memory.Count / 2)..].Min():0} MiB between least and most of the second half |");
Print($"| answer to a batch of {SpansPerSecond / BatchesPerSecond} | p50 {answers[answers.Count / 2]:0.0} ms, p99 {answers[answers.Count * 99 / 100]:0.0} ms |");
Print($"| first paint's HTML with all that kept | /traces {(await dashboard.TimeAsync("/traces")).TotalMilliseconds:0} ms, again {(await dashboard.TimeAsync("/traces")).TotalMilliseconds:0} ms |");
return kept + evicted + rejected == sent ? 0 : 1;

async Task SendAsync(ExportTraceServiceRequest request)
{
    var sentAt = Stopwatch.GetTimestamp();
    await client.ExportAsync(request);
    lock (answers)
    {
        answers.Add(Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds);
    }
}

static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

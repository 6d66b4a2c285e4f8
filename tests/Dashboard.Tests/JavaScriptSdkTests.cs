using System.Diagnostics;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Tests;

/// <summary>OpenTelemetry's SDK for Node.js sends by gRPC, by HTTP with JSON and by HTTP with protobuf, and all of it arrives.</summary>
[TestClass]
[DoNotParallelize]
public sealed class JavaScriptSdkTests(TestContext testContext)
{
    private const int InstallSeconds = 90;
    private const int SendSeconds = 30;

    /// <summary>Beside the test's program, which lies in artifacts/: what was fetched once stays there.</summary>
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "JavaScript");

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    [Timeout((InstallSeconds + SendSeconds + 20) * 1000, CooperativeCancellation = true)]
    public async Task NodeSdk_EachWay_ArrivesWhole()
    {
        RequireOnPath("node");
        RequireOnPath("npm");
        await InstallAsync();
        await using var host = await DashboardHost.StartAsync("--Kestrel:Endpoints:otlp:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:otlp:Protocols=Http2");

        await RunAsync(SendSeconds, "node", "send.cjs", host.GrpcAddress.ToString(), host.Address.ToString().TrimEnd('/'));

        foreach (var way in new[] { "grpc", "http", "proto" })
        {
            var parent = host.Store.GetSpans(new SpanQuery { Search = $"parent by {way}" }).Should().ContainSingle($"one trace was sent by {way}").Subject;
            var trace = host.Store.GetTrace(parent.TraceId)!;
            trace.IsConnected.Should().BeTrue();
            parent.Resource.ToString().Should().Be("javascript/node-1");
            parent.Attributes.Select(item => (item.Key, TelemetryAttributes.TextOf(item.Value))).Should().Equal(
                ("way", way), ("flag", "true"), ("count", "3"), ("share", "0.5"), ("list", "[a, b]"));
            trace.Spans.Single(span => span.Name == "child").Events.Single().Attributes.Text("exception.message").Should().Be("Ü – € – 🙂");
        }

        var record = host.Store.GetLogs(new LogQuery { Service = "javascript" }).Should().ContainSingle().Subject;
        (record.Severity, record.Message, record.Attributes.Text("answer")).Should().Be((LogSeverity.Warning, "said by Node.js", "42"));
        var series = host.Store.GetMetrics(new MetricQuery { Instrument = "sent" }).Should().ContainSingle().Subject;
        ((NumberPoint)series.Latest).Value.Should().Be(7);
        series.Attributes.Text("kind").Should().Be("test");
    }

    private static void RequireOnPath(string program)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Assert.Inconclusive($"NOT-RUN: {program} is not on this machine's PATH; install Node.js 20 or newer with npm.");
        }
    }

    private async Task InstallAsync()
    {
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"), Cancellation);
        if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp, Cancellation) != wanted)
        {
            await RunAsync(InstallSeconds, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error");
            await File.WriteAllTextAsync(stamp, wanted, Cancellation);
        }
    }

    private async Task RunAsync(int seconds, string file, params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            process.ExitCode.Should().Be(0, $"{file} says: {await errors}{await output}");
        }
        catch (OperationCanceledException cancelled)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} was not done within {seconds} s", cancelled);
        }
    }
}

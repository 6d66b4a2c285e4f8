using Grpc.Health.V1;
using Migration.Contracts.Listings.V1;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.TestSupport;
using Migration.TestSupport.Environments;

namespace Migration.ServiceDefaults.Tests;

/// <summary>What a service with the defaults sends about itself.</summary>
[TestClass]
public sealed class TelemetryTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const string Listings = "/api/v1/marketplace/listings";

    [TestMethod]
    public async Task GrpcCall_WithAQueryBehindIt_IsOneConnectedTrace()
    {
        var trace = await TraceOfAsync("list by gRPC", ListByGrpcAsync);

        var server = trace.Spans.Should().ContainSingle(span => span.Kind == SpanKind.Server).Subject;
        server.Resource.ServiceName.Should().Be(ResourceNames.Listings);
        server.Name.Should().Contain("ListListings");
        trace.Spans.Should().Contain(span => span.IsDatabase && span.ParentSpanId == server.SpanId, "the query must hang below the call: {0}", trace);
    }

    [TestMethod]
    public async Task HttpRequest_WithAQueryBehindIt_IsOneConnectedTrace()
    {
        var trace = await TraceOfAsync("list by REST", ListByRestAsync);

        var server = trace.Spans.Should().ContainSingle(span => span.Kind == SpanKind.Server).Subject;
        server.Resource.ServiceName.Should().Be(ResourceNames.Monolith);
        trace.Spans.Should().Contain(span => span.IsDatabase && span.ParentSpanId == server.SpanId, "the query must hang below the request: {0}", trace);
    }

    [TestMethod]
    [DataRow("/health")]
    [DataRow("/alive")]
    public async Task HttpProbe_LeavesNoSpan(string path)
    {
        var probe = await RunInTraceAsync("probe", async () => await Environment.Monolith.GetStringAsync(path, CancellationToken));

        // Whatever the probe left would have been sent before this.
        await TraceOfAsync("after the probe", ListByRestAsync);

        Environment.Telemetry.Store.GetTrace(probe)!.Spans.Should().OnlyContain(span => span.Resource.ServiceName == "tests", "probes would bury the requests that somebody made");
    }

    [TestMethod]
    public async Task GrpcProbe_LeavesNoSpan()
    {
        var probe = await RunInTraceAsync("probe", async () =>
            await new Health.HealthClient(Environment.Listings).CheckAsync(new HealthCheckRequest(), cancellationToken: CancellationToken));

        await TraceOfAsync("after the probe", ListByGrpcAsync);

        Environment.Telemetry.Store.GetTrace(probe)!.Spans.Should().OnlyContain(span => span.Resource.ServiceName == "tests", "probes would bury the requests that somebody made");
    }

    /// <summary>The outbox, the flags and the change streams poll; what they ask begins no trace.</summary>
    [TestMethod]
    public async Task CallThatNobodyAskedFor_LeavesNoTrace()
    {
        await TraceOfAsync("after some polls", ListByRestAsync);

        var roots = Environment.Telemetry.Store.GetTraces(new TraceQuery { Limit = int.MaxValue })
            .SelectMany(trace => trace.Spans)
            .Where(span => span.ParentSpanId is null && span.Kind == SpanKind.Client)
            .Select(span => $"{span.Resource.ServiceName}: {span.Name}");

        roots.Should().BeEmpty("a poll every half second would bury the requests that somebody made");
    }

    [TestMethod]
    public async Task Metrics_OfARequest_AreSent()
    {
        await ListByRestAsync();

        var sample = await Environment.Telemetry.Store.WaitForMetricAsync(
            sample => sample.Instrument.Name is "http.server.request.duration"
                && sample.Instrument.Resource.ServiceName is ResourceNames.Monolith
                && sample.Attributes.Text("http.route") is Listings,
            cancellationToken: CancellationToken);

        sample.Instrument.Unit.Should().Be("s");
        sample.Point.Should().BeOfType<HistogramPoint>().Which.Count.Should().BePositive();
    }

    [TestMethod]
    [DataRow(ResourceNames.Monolith)]
    [DataRow(ResourceNames.Listings)]
    public async Task Logs_OfAService_AreSentUnderItsName(string service)
    {
        var record = await Environment.Telemetry.Store.WaitForLogAsync(
            record => record.Resource.ServiceName == service && record.Scope.Name is "Microsoft.Hosting.Lifetime",
            cancellationToken: CancellationToken);

        record.Resource.InstanceId.Should().NotBeEmpty();
        record.Message.Should().NotContain("{", "the values must be filled in");
    }

    private static async Task<string> RunInTraceAsync(string name, Func<Task> act)
    {
        using var trace = Environment.Telemetry.StartTrace(name);
        await act();
        return trace.TraceId;
    }

    private async Task<Trace> TraceOfAsync(string name, Func<Task> act)
        => await Environment.Telemetry.Store.WaitForTraceAsync(
            await RunInTraceAsync(name, act),
            trace => trace.IsConnected && trace.Spans.Any(span => span.IsDatabase),
            cancellationToken: CancellationToken);

    private async Task ListByGrpcAsync()
        => await new ListingsService.ListingsServiceClient(Environment.Listings)
            .ListListingsAsync(new ListListingsRequest { Limit = 1 }, cancellationToken: CancellationToken);

    private async Task ListByRestAsync() => await Environment.Monolith.GetStringAsync($"{Listings}?limit=1", CancellationToken);
}

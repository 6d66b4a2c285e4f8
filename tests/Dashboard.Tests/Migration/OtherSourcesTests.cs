using Microsoft.Extensions.Configuration;
using Migration.Dashboard.Migrating.Faults;
using Migration.Dashboard.Migrating.Sources;
using Migration.Dashboard.Migrating.Sync;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class OtherSourcesTests(TestContext testContext) : IDisposable
{
    private readonly HttpClient _http = new();

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task SyncStatus_IsReadWithBothWays()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("GET /sync/status", Samples.SyncStatus);

        var status = await DataSync(source).GetStatusAsync(Cancellation);

        status.Streams[0].Should().Be(new StreamReport("forward", null, "0/1A2B3C", 2048, 0.4, 4096, 17));
        status.Streams[1].Trouble.Should().Be("the slot is lost");
        status.Quarantine["c2c_listings"].Should().Be(49);
    }

    [TestMethod]
    public async Task Report_IsReadToRowFieldAndStatement()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("GET /consistency/report", Samples.Report);

        var finding = (await DataSync(source).GetReportAsync(Cancellation)).Report!.Findings.Single();

        finding.Id.Should().Be(42);
        finding.Fields.Single().Should().Be(new FieldDifference("title", "\"A\"", "\"B\""));
        finding.Repair.Single().Should().StartWith("update listings");
    }

    [TestMethod]
    public async Task Report_ThatNobodyHasAskedFor_IsNone()
    {
        await using var source = await FakeSource.StartAsync();

        (await DataSync(source).GetReportAsync(Cancellation)).Report.Should().BeNull();
    }

    [TestMethod]
    public async Task Verify_NeverAsksForRepairs()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("POST /consistency/verify", Samples.Report);

        await DataSync(source).VerifyAsync(Cancellation);

        source.Requests.Single().Query.Should().Be("?repair=false");
    }

    [TestMethod]
    public async Task Roads_AreListedByNameWithWhatIsDoneToThem()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("GET /proxies", Samples.Proxies).Answer("GET /proxies/monolith-listings/grpc/faults", Samples.GrpcFaults);

        var roads = (await Faults(source).GetRoadsAsync(Cancellation)).Roads;

        roads.Select(road => road.Name).Should().Equal("datasync-svetubd", "monolith-listings");
        roads[0].Toxics.Single().Name.Should().Be("latency_downstream");
        roads[1].Faults.Single().Struck.Should().Be(12);
        roads.Should().OnlyContain(road => road.IsDisturbed);
    }

    [TestMethod]
    public async Task Roads_WithoutAProxy_SayHowToGetOne()
    {
        var get = () => new FaultProxyApi(new SourceClient("FaultProxy", null, _http, TimeProvider.System)).GetRoadsAsync(Cancellation);

        (await get.Should().ThrowAsync<SourceException>()).WithMessage("*start it with --faults true.");
    }

    [TestMethod]
    [DataRow(nameof(FaultKind.Down), "POST /proxies/a road", """{"enabled":false}""")]
    [DataRow(nameof(FaultKind.Latency), "POST /proxies/a road/toxics", """{"type":"latency","stream":"downstream","attributes":{"latency":300,"jitter":0}}""")]
    [DataRow(nameof(FaultKind.Reset), "POST /proxies/a road/toxics", """{"type":"reset_peer","stream":"downstream","attributes":{"timeout":300}}""")]
    [DataRow(nameof(FaultKind.GrpcDelay), "POST /proxies/a road/grpc/faults", """{"type":"delay","attributes":{"delay":300}}""")]
    [DataRow(nameof(FaultKind.GrpcStall), "POST /proxies/a road/grpc/faults", """{"type":"stall","attributes":{"stream":"downstream","after_messages":0}}""")]
    [DataRow(nameof(FaultKind.GrpcUnavailable), "POST /proxies/a road/grpc/faults", """{"type":"status","attributes":{"code":"UNAVAILABLE","message":"switched on from the dashboard"}}""")]
    public async Task Add_EachKind_IsWhatTheProxyUnderstands(string kind, string what, string body)
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer(what, "{}");

        await Faults(source).AddAsync("a road", Enum.Parse<FaultKind>(kind), 300, Cancellation);

        source.RequestsFor(what).Single().Body.Should().Be(body);
    }

    [TestMethod]
    public async Task Remove_NamesWithSlashes_StayOneSegment()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("DELETE /proxies/a%2Fb/toxics/c%2Fd", "").Answer("DELETE /proxies/a%2Fb/grpc/faults/c%2Fd", "");

        await Faults(source).RemoveToxicAsync("a/b", "c/d", Cancellation);
        await Faults(source).RemoveGrpcFaultAsync("a/b", "c/d", Cancellation);

        source.Requests.Should().HaveCount(2);
    }

    [TestMethod]
    [DataRow("services:faultproxy:http:0", "http://127.0.0.1:1")]
    [DataRow("services:faultproxy:https:0", "https://127.0.0.1:1")]
    [DataRow("Dashboard:Migration:FaultProxy", "http://proxy.example")]
    public void Addresses_AreThoseOfServiceDiscoveryOrConfigured(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();

        new SourceAddresses(configuration).FaultProxy.Should().Be(new Uri(value));
        new SourceAddresses(configuration).Monolith.Should().BeNull();
    }

    public void Dispose() => _http.Dispose();

    private DataSyncApi DataSync(FakeSource source) => new(new SourceClient("DataSync", source.Address, _http, TimeProvider.System));

    private FaultProxyApi Faults(FakeSource source) => new(new SourceClient("FaultProxy", source.Address, _http, TimeProvider.System));
}

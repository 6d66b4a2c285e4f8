using Migration.Dashboard.Traces;

namespace Migration.Dashboard.Tests.Traces;

[TestClass]
public sealed class DependencyGraphTests(TestContext testContext)
{
    [TestMethod]
    public async Task Graph_OfTheEnvironment_HasItsRoadsAndDatabases()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, testContext.CancellationToken);
        const int Failing = SampleTelemetry.Requests / 12;

        var graph = DependencyGraph.Of(host.Store.GetSpans());

        graph.Edges.Select(edge => (edge.From, edge.To, edge.Calls, edge.Errors)).Should().BeEquivalentTo(new[]
        {
            ("monolith", "listings", SampleTelemetry.Requests, Failing),
            ("monolith", "svetubd (postgresql)", Failing, 0),
            ("listings", "listings (postgresql)", SampleTelemetry.Requests - Failing, 0),
        });
        graph.Nodes.Select(node => (node.Name, node.IsResource, node.Column)).Should().BeEquivalentTo(new[]
        {
            ("monolith", true, 0), ("listings", true, 1), ("svetubd (postgresql)", false, 1), ("listings (postgresql)", false, 2),
        });
    }

    /// <summary>As gRPC's client tells of a call: itself, and within it the HTTP request, which alone knows the address.</summary>
    [TestMethod]
    public async Task Call_OfSeveralClientSpans_IsOneRoadAsItsCallerSawIt()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(
            string.Join(',', Client(2, parent: 1, isError: true), Client(3, parent: 2, port: 4000), Client(12, parent: 1, isError: true), Client(13, parent: 12, port: 4000), Client(14, parent: 12, port: 4000)),
            testContext.CancellationToken);
        await host.SendAsync(DashboardHost.Span("answer", 4, parent: 3), testContext.CancellationToken, "listings");

        DependencyGraph.Of(host.Store.GetSpans()).Edges.Select(edge => (edge.From, edge.To, edge.Calls, edge.Errors)).Should()
            .Equal([("monolith", "listings", 2, 2)], "what fails before it is answered has gone the same road, however often it was tried");
    }

    [TestMethod]
    public async Task Call_ToAnAddressWhereSeveralAnswer_KeepsTheAddress()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(string.Join(',', Client(2, parent: 1, port: 80), Client(3, parent: 1, port: 80), Client(4, parent: 1, port: 80)), testContext.CancellationToken);
        await host.SendAsync(DashboardHost.Span("answer", 5, parent: 2), testContext.CancellationToken, "a");
        await host.SendAsync(DashboardHost.Span("answer", 6, parent: 3), testContext.CancellationToken, "b");

        DependencyGraph.Of(host.Store.GetSpans()).Edges.Select(edge => edge.To).Should().BeEquivalentTo("a", "b", "127.0.0.1:80");
    }

    [TestMethod]
    public async Task Graph_OfServicesThatCallEachOther_IsPlacedAllTheSame()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(DashboardHost.Span("a", 1, parent: 2), testContext.CancellationToken, "first");
        await host.SendAsync(DashboardHost.Span("b", 2, parent: 1), testContext.CancellationToken, "second");

        DependencyGraph.Of(host.Store.GetSpans()).Nodes.Select(node => (node.Name, node.Column)).Should().Equal(("first", 0), ("second", 1));
    }

    private static string Client(int id, int parent, int? port = null, bool isError = false)
    {
        var peer = port is null ? "" : $$$"""{"key":"server.address","value":{"stringValue":"127.0.0.1"}},{"key":"server.port","value":{"intValue":"{{{port}}}"}}""";
        return DashboardHost.Span("call", id, parent, isError ? 2 : 0).Replace("\"kind\":2", $"\"kind\":3,\"attributes\":[{peer}]", StringComparison.Ordinal);
    }
}

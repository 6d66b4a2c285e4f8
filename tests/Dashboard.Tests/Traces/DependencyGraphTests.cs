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
            ("monolith", "listings", SampleTelemetry.Requests - Failing, 0),
            ("monolith", "svetubd (postgresql)", Failing, 0),
            ("monolith", "localhost:50051", Failing, Failing),
            ("listings", "listings (postgresql)", SampleTelemetry.Requests - Failing, 0),
        });
        graph.Nodes.Select(node => (node.Name, node.IsResource, node.Column)).Should().BeEquivalentTo(new[]
        {
            ("monolith", true, 0), ("listings", true, 1), ("svetubd (postgresql)", false, 1), ("localhost:50051", false, 1), ("listings (postgresql)", false, 2),
        });
    }

    [TestMethod]
    public async Task Graph_OfServicesThatCallEachOther_IsPlacedAllTheSame()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(DashboardHost.Span("a", 1, parent: 2), testContext.CancellationToken, "first");
        await host.SendAsync(DashboardHost.Span("b", 2, parent: 1), testContext.CancellationToken, "second");

        DependencyGraph.Of(host.Store.GetSpans()).Nodes.Select(node => (node.Name, node.Column)).Should().Equal(("first", 0), ("second", 1));
    }
}

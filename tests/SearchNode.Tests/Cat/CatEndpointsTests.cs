using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Cat;

/// <summary>The tables speak of all indices, so these tests have a node of their own.</summary>
[TestClass]
public sealed class CatEndpointsTests
{
    private static TestNode _node = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        _node = await TestNode.StartAsync();
        await _node.FillAsync("books", """{"settings":{"number_of_replicas":0},"aliases":{"reading":{"is_write_index":true}}}""", "{}", "{}");
        await _node.FillAsync("films", "{}", "{}");
    }

    [ClassCleanup]
    public static async Task StopAsync() => await _node.DisposeAsync();

    [TestMethod]
    public async Task Indices_WithHeaders_AreColumnsOfText()
    {
        var answer = await _node.GetAsync("/_cat/indices?v=true&h=health,status,index,docs.count&s=index");

        answer.ContentType.Should().StartWith("text/plain");
        answer.Text.Should().Be("health status index docs.count\ngreen  open   books          2\nyellow open   films          1\n");
    }

    [TestMethod]
    public async Task Indices_AsJson_AreObjectsOfStrings()
    {
        var answer = await _node.GetAsync("/_cat/indices/boo*?format=json");

        answer.ContentType.Should().StartWith("application/json");
        answer["0.docs.count"].Should().BeNull("a dotted name is one name");
        answer.Json[0]!["docs.count"]!.ToString().Should().Be("2");
        answer.Json[0]!["pri"]!.ToString().Should().Be("1");
        answer.Json.AsArray().Should().HaveCount(1);
    }

    [TestMethod]
    public async Task Health_Count_Aliases_SayTheirs()
    {
        (await _node.GetAsync("/_cat/health?h=cluster,status,node.total,shards,unassign")).Text.Should().Be("migration yellow 1 2 1\n");
        (await _node.GetAsync("/_cat/count/books?h=count")).Text.Should().Be("2\n");
        (await _node.GetAsync("/_cat/aliases?h=alias,index,is_write_index")).Text.Should().Be("reading books true\n");
        (await _node.GetAsync("/_cat/aliases/x*?format=json")).Text.Should().Be("[]");
    }

    [TestMethod]
    public async Task Indices_CountNestedObjectsAsTheIndexHoldsThem()
    {
        await _node.FillAsync("nested", """{"mappings":{"properties":{"parts":{"type":"nested"}}}}""", """{"parts":[{"a":1},{"a":2}]}""");

        (await _node.GetAsync("/_cat/indices/nested?h=docs.count")).Text.Should().Be("3\n");
        (await _node.GetAsync("/nested/_stats"))["_all.primaries.docs.count"].Should().Be("3");
        (await _node.GetAsync("/_cat/count/nested?h=count")).Text.Should().Be("1\n");
        await _node.DeleteAsync("/nested");
    }

    [TestMethod]
    public async Task Help_ListsTheColumns()
        => (await _node.GetAsync("/_cat/indices?help=true")).Text.Should().Contain("docs.count           | dc,docsCount");

    [TestMethod]
    public async Task ClusterHealth_LevelsAndWaiting_AreAnswered()
    {
        var cluster = await _node.GetAsync("/_cluster/health");
        var indices = await _node.GetAsync("/_cluster/health/books?level=shards");
        var inVain = await _node.GetAsync("/_cluster/health?wait_for_status=green&timeout=10ms");
        var missing = await _node.GetAsync("/_cluster/health/nope?timeout=10ms");

        cluster["status"].Should().Be("yellow");
        cluster["active_shards_percent_as_number"].Should().Be("66.66666666666667");
        indices["status"].Should().Be("green");
        indices["indices.books.shards.0.primary_active"].Should().Be("true");
        inVain.Status.Should().Be(408);
        inVain["timed_out"].Should().Be("true");
        missing.Status.Should().Be(408);
    }

    [TestMethod]
    public async Task ClusterHealth_WaitingForAnIndex_ReturnsWhenItIsMade()
    {
        var waiting = _node.GetAsync("/_cluster/health/soon?timeout=20s&wait_for_status=yellow");

        await _node.PutAsync("/soon");

        (await waiting)["timed_out"].Should().Be("false");
        await _node.DeleteAsync("/soon");
    }

    [TestMethod]
    public async Task Root_SaysWhoItIs()
    {
        var answer = await _node.GetAsync("/");

        answer["version.distribution"].Should().Be("opensearch");
        answer["version.number"].Should().Be("2.19.1");
        answer["tagline"].Should().Be("The OpenSearch Project: https://opensearch.org/");
    }
}

using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Indices;

[TestClass]
public sealed class AliasEndpointsTests
{
    private readonly string _one = SharedNode.NewIndex();
    private readonly string _two = SharedNode.NewIndex();
    private readonly string _alias = "a" + SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestInitialize]
    public async Task MakeAsync()
    {
        await Node.FillAsync(_one, "{}", """{"n":1}""");
        await Node.FillAsync(_two, "{}", """{"n":2}""", """{"n":3}""");
    }

    [TestMethod]
    public async Task Actions_SwapFromOneToTheOther_IsSeenAtOnce()
    {
        await Node.PutAsync($"/{_one}/_alias/{_alias}");

        var swapped = await Node.PostAsync("/_aliases", $$$"""
            {"actions":[{"remove":{"index":"{{{_one}}}","alias":"{{{_alias}}}"}},{"add":{"index":"{{{_two}}}","alias":"{{{_alias}}}"}}]}
            """);

        swapped["acknowledged"].Should().Be("true");
        (await Node.GetAsync($"/{_alias}/_count"))["count"].Should().Be("2");
        (await Node.GetAsync($"/_alias/{_alias}")).Text.Should().Be($"{{\"{_two}\":{{\"aliases\":{{\"{_alias}\":{{}}}}}}}}");
    }

    [TestMethod]
    public async Task Actions_IndexIsReplacedWhileOthersRead_TheyNeverSeeTwoNorNone()
    {
        await Node.PutAsync($"/{_alias}-0");
        await Node.PutAsync($"/{_alias}-0/_alias/{_alias}");
        using var stop = new CancellationTokenSource();
        var seen = Task.Run(async () =>
        {
            var counts = new HashSet<int>();
            while (!stop.IsCancellationRequested)
            {
                counts.Add((await Node.GetAsync($"/_alias/{_alias}")).Json.AsObject().Count);
            }

            return counts;
        });

        for (var i = 1; i <= 50; i++)
        {
            await Node.PutAsync($"/{_alias}-{i}");
            await Node.PostAsync("/_aliases", $$$"""
                {"actions":[{"add":{"index":"{{{_alias}}}-{{{i}}}","alias":"{{{_alias}}}"}},{"remove_index":{"index":"{{{_alias}}}-{{{i - 1}}}"}}]}
                """);
        }

        await stop.CancelAsync();
        (await seen).Should().Equal([1]);
    }

    [TestMethod]
    public async Task Actions_OneOfThemFails_NoneIsDone()
    {
        var answer = await Node.PostAsync("/_aliases", $$$"""
            {"actions":[{"add":{"index":"{{{_one}}}","alias":"{{{_alias}}}"}},{"remove":{"index":"{{{_two}}}","alias":"never"}}]}
            """);

        answer.ShouldFail(404, "aliases_not_found_exception", "aliases [never] missing");
        (await Node.HeadAsync($"/_alias/{_alias}")).Status.Should().Be(404);
    }

    [TestMethod]
    public async Task Search_FilteredAlias_ShowsOnlyItsPart()
    {
        await Node.PutAsync($"/{_two}/_alias/{_alias}", """{"filter":{"term":{"n":3}}}""");

        (await Node.GetAsync($"/{_alias}/_search")).Ids.Should().Be("2");
        (await Node.GetAsync($"/{_alias},{_two}/_search?sort=_id")).Ids.Should().Be("1,2", "named by itself too, the index shows all");
        (await Node.GetAsync($"/{_alias}/_count"))["count"].Should().Be("1");
    }

    [TestMethod]
    public async Task Write_ThroughAlias_GoesToItsWriteIndex()
    {
        await Node.PutAsync($"/{_one}/_alias/{_alias}");
        await Node.PutAsync($"/{_two}/_alias/{_alias}");
        var undecided = await Node.PutAsync($"/{_alias}/_doc/9", "{}");
        await Node.PutAsync($"/{_two}/_alias/{_alias}", """{"is_write_index":true}""");

        var written = await Node.PutAsync($"/{_alias}/_doc/9", "{}");
        var twoWriters = await Node.PutAsync($"/{_one}/_alias/{_alias}", """{"is_write_index":true}""");

        undecided.Status.Should().Be(400);
        undecided["error.reason"].Should().StartWith($"no write index is defined for alias [{_alias}].");
        written["_index"].Should().Be(_two);
        twoWriters["error.type"].Should().Be("illegal_state_exception");
    }

    [TestMethod]
    public async Task Write_RequireAlias_RefusesAnIndex()
        => (await Node.PutAsync($"/{_one}/_doc/9?require_alias=true", "{}")).ShouldFail(
            404, "index_not_found_exception", $"no such index [{_one}] and [require_alias] request flag is [true] and [{_one}] is not an alias");

    [TestMethod]
    public async Task Alias_NamedAsAnIndex_IsRefused()
        => (await Node.PutAsync($"/{_one}/_alias/{_two}")).ShouldFail(
            400, "invalid_alias_name_exception", $"Invalid alias name [{_two}]: an index or data stream exists with the same name as the alias");

    [TestMethod]
    public async Task Get_MissingAlias_SaysSo()
    {
        var answer = await Node.GetAsync("/_alias/never");

        answer.Status.Should().Be(404);
        answer.Text.Should().Be("""{"error":"alias [never] missing","status":404}""");
    }

    [TestMethod]
    public async Task Delete_Alias_LeavesTheIndex()
    {
        await Node.PutAsync($"/{_one}/_alias/{_alias}");

        (await Node.DeleteAsync($"/{_one}/_alias/{_alias}"))["acknowledged"].Should().Be("true");
        (await Node.DeleteAsync($"/{_one}/_alias/{_alias}")).ShouldFail(404, "aliases_not_found_exception", $"aliases [{_alias}] missing");
        (await Node.HeadAsync($"/{_one}")).Status.Should().Be(200);
    }

    [TestMethod]
    public async Task RemoveIndex_TogetherWithAnAlias_ReplacesIt()
    {
        var answer = await Node.PostAsync("/_aliases", $$$"""
            {"actions":[{"remove_index":{"index":"{{{_one}}}"}},{"add":{"index":"{{{_two}}}","alias":"{{{_one}}}"}}]}
            """);

        answer["acknowledged"].Should().Be("true", answer.Text);
        (await Node.GetAsync($"/{_one}/_count"))["count"].Should().Be("2");
    }
}

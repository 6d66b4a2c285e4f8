using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Search;

[TestClass]
public sealed class PointInTimeTests
{
    private readonly string _index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    public async Task Search_WithinAPointInTime_SeesWhatWasThereThen()
    {
        await Node.FillAsync(_index, "{}", """{"n":1}""", """{"n":1}""", """{"n":1}""");
        var point = await Node.PostAsync($"/{_index}/_search/point_in_time?keep_alive=1m");
        await Node.DeleteAsync($"/{_index}/_doc/1?refresh=true");
        await Node.PutAsync($"/{_index}/_doc/4?refresh=true", """{"n":1}""");

        var seen = new List<string>();
        var after = string.Empty;
        while (true)
        {
            var page = await Node.PostAsync(
                "/_search", $$"""{"size":2,"pit":{"id":"{{point["pit_id"]}}","keep_alive":"1m"},"sort":[{"n":"asc"}]{{after}}}""");
            page["pit_id"].Should().Be(point["pit_id"]);
            if (page.Ids.Length == 0)
            {
                break;
            }

            seen.AddRange(page.Ids.Split(','));
            after = $",\"search_after\":{page.Json["hits"]!["hits"]!.AsArray()[^1]!["sort"]!.ToJsonString()}";
        }

        seen.Should().Equal("1", "2", "3");
        (await Node.GetAsync($"/{_index}/_search?sort=_id")).Ids.Should().Be("2,3,4");
    }

    [TestMethod]
    public async Task Delete_ClosesThePoint()
    {
        await Node.FillAsync(_index, "{}", "{}");
        var point = (await Node.PostAsync($"/{_index}/_search/point_in_time?keep_alive=1m"))["pit_id"];

        var listed = await Node.GetAsync("/_search/point_in_time/_all");
        var closed = await Node.DeleteAsync("/_search/point_in_time", $$"""{"pit_id":["{{point}}"]}""");
        var gone = await Node.PostAsync("/_search", $"{{\"pit\":{{\"id\":\"{point}\"}}}}");

        listed.Text.Should().Contain(point);
        closed["pits.0.successful"].Should().Be("true");
        gone.ShouldFail(404, "search_phase_execution_exception", "all shards failed");
        gone["error.root_cause.0.type"].Should().Be("search_context_missing_exception");
    }

    [TestMethod]
    public async Task Create_WithoutKeepAlive_IsRefused()
    {
        await Node.PutAsync($"/{_index}");

        (await Node.PostAsync($"/{_index}/_search/point_in_time")).ShouldFail(
            400, "action_request_validation_exception", "Validation Failed: 1: keep alive not specified;");
    }
}

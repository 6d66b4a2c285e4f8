using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Search;

[TestClass]
public sealed class SearchEndpointsTests
{
    private static readonly string Index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [ClassInitialize]
    public static async Task FillAsync(TestContext context)
    {
        _ = context;
        await Node.FillAsync(
            Index,
            """{"mappings":{"properties":{"n":{"type":"integer"},"f":{"type":"double"},"k":{"type":"keyword"},"d":{"type":"date"},"t":{"type":"text"}}}}""",
            """{"n":3,"f":1.5,"k":"b","d":"2026-01-03","t":"one two"}""",
            """{"n":1,"f":-2.5,"k":["z","a"],"d":"2026-01-01","t":"two"}""",
            """{"n":[2,9],"k":"c","d":"2026-01-02T03:04:05.678Z","t":"two two three"}""",
            """{"f":0.25}""");
    }

    [TestMethod]
    [DataRow("""["n"]""", "2,3,1,4")]
    [DataRow("""[{"n":"desc"}]""", "3,1,2,4")]
    [DataRow("""[{"n":{"order":"asc","mode":"max"}}]""", "2,1,3,4")]
    [DataRow("""[{"n":{"order":"asc","missing":"_first"}}]""", "4,2,3,1")]
    [DataRow("""[{"n":{"order":"desc","missing":"_first"}}]""", "4,3,1,2")]
    [DataRow("""[{"n":{"order":"asc","missing":2}},{"f":"asc"}]""", "2,4,3,1")]
    [DataRow("""["f"]""", "2,4,1,3")]
    [DataRow("""["k"]""", "2,1,3,4")]
    [DataRow("""[{"k":"desc"}]""", "2,3,1,4")]
    [DataRow("""[{"k":{"order":"asc","missing":"_first"}}]""", "4,2,1,3")]
    [DataRow("""[{"k":{"order":"desc","missing":"_first"}}]""", "4,2,3,1")]
    [DataRow("""[{"d":{"order":"desc"}}]""", "1,3,2,4")]
    [DataRow("""[{"nope":{"order":"asc","unmapped_type":"long"}},{"_id":"desc"}]""", "4,3,2,1")]
    [DataRow("""["_doc"]""", "1,2,3,4")]
    public async Task Search_Sort_Orders(string sort, string ids)
        => (await Node.PostAsync($"/{Index}/_search", $$"""{"sort":{{sort}}}""")).Ids.Should().Be(ids);

    [TestMethod]
    public async Task Search_Sorted_ShowsSortValuesAndNoScore()
    {
        var answer = await Node.PostAsync($"/{Index}/_search", """{"sort":[{"n":"asc"},{"k":"asc"},{"d":"asc"},{"f":"asc"}],"query":{"match_all":{}}}""");

        answer["hits.hits.0.sort"].Should().Be("""[1,"a",1767225600000,-2.5]""");
        answer["hits.hits.3.sort"].Should().Be("""[9223372036854775807,null,9223372036854775807,0.25]""");
        answer["hits.hits.0._score"].Should().BeNull();
        answer["hits.max_score"].Should().BeNull();
    }

    [TestMethod]
    [DataRow("t")]
    [DataRow("nope")]
    public async Task Search_SortByWhatCannotSort_IsAFailedPhase(string field)
        => (await Node.PostAsync($"/{Index}/_search", $$"""{"sort":["{{field}}"]}""")).ShouldFail(400, "search_phase_execution_exception", "all shards failed");

    [TestMethod]
    public async Task Search_FromAndSize_PageThroughTheHits()
    {
        (await Node.GetAsync($"/{Index}/_search?sort=n:asc&from=1&size=2")).Ids.Should().Be("3,1");
        (await Node.GetAsync($"/{Index}/_search?sort=n:asc&from=9")).Ids.Should().Be(string.Empty);
        var none = await Node.GetAsync($"/{Index}/_search?size=0");
        none["hits.total"].Should().Be("""{"value":4,"relation":"eq"}""");
        none["hits.hits"].Should().Be("[]");
    }

    [TestMethod]
    public async Task Search_BeyondTheResultWindow_IsRefused()
    {
        var answer = await Node.GetAsync($"/{Index}/_search?from=9999&size=2");

        answer.ShouldFail(400, "search_phase_execution_exception", "all shards failed");
        answer["error.root_cause.0.reason"].Should().StartWith(
            "Result window is too large, from + size must be less than or equal to: [10000] but was [10001].");
    }

    [TestMethod]
    public async Task Search_TrackTotalHits_CountsAsFarAsAsked()
    {
        (await Node.PostAsync($"/{Index}/_search", """{"track_total_hits":2}"""))["hits.total"].Should().Be("""{"value":2,"relation":"gte"}""");
        (await Node.PostAsync($"/{Index}/_search", """{"track_total_hits":true}"""))["hits.total"].Should().Be("""{"value":4,"relation":"eq"}""");
        (await Node.PostAsync($"/{Index}/_search", """{"track_total_hits":false}"""))["hits.total"].Should().BeNull();
        (await Node.PostAsync($"/{Index}/_search?rest_total_hits_as_int=true"))["hits.total"].Should().Be("4");
    }

    [TestMethod]
    public async Task Search_MinScore_LeavesOutWhatScoresLess()
    {
        var answer = await Node.PostAsync(
            $"/{Index}/_search", """{"query":{"bool":{"should":[{"constant_score":{"filter":{"term":{"n":1}},"boost":5}},{"match_all":{}}]}},"min_score":2}""");

        answer.Ids.Should().Be("2");
        answer["hits.total.value"].Should().Be("1");
        answer["hits.max_score"].Should().Be("6.0");
    }

    [TestMethod]
    public async Task Search_SourceVersionAndSeqNo_AsAsked()
    {
        var answer = await Node.PostAsync(
            $"/{Index}/_search", """{"query":{"ids":{"values":["1"]}},"_source":{"includes":["n","k"],"excludes":["k"]},"version":true,"seq_no_primary_term":true}""");

        answer["hits.hits.0._source"].Should().Be("""{"n":3}""");
        answer["hits.hits.0._version"].Should().Be("1");
        answer["hits.hits.0._seq_no"].Should().Be("0");
        answer["hits.hits.0._primary_term"].Should().Be("1");
    }

    [TestMethod]
    public async Task Search_SearchAfter_WalksAllHitsOnce()
    {
        var seen = new List<string>();
        var after = string.Empty;
        while (true)
        {
            var answer = await Node.PostAsync($"/{Index}/_search", $$"""{"size":1,"sort":[{"n":"desc"},{"_id":"asc"}]{{after}}}""");
            if (answer.Ids.Length == 0)
            {
                break;
            }

            seen.Add(answer.Ids);
            after = $",\"search_after\":{answer["hits.hits.0.sort"]}";
        }

        seen.Should().Equal("3", "1", "2", "4");
    }

    [TestMethod]
    public async Task Search_SeveralIndices_MergesByScoreAndBySort()
    {
        var other = SharedNode.NewIndex();
        await Node.FillAsync(other, """{"mappings":{"properties":{"n":{"type":"long"}}}}""", """{"n":2}""", """{"n":0}""");

        var answer = await Node.PostAsync($"/{Index},{other}/_search", """{"sort":[{"n":"asc"}],"size":4}""");

        answer["hits.total.value"].Should().Be("6");
        answer["_shards.total"].Should().Be("2");
        answer.Json["hits"]!["hits"]!.AsArray().Select(hit => hit!["sort"]![0]!.ToString()).Should().Equal("0", "1", "2", "2");
    }

    [TestMethod]
    public async Task Search_FilterPath_KeepsOnlyWhatItNames()
        => (await Node.PostAsync($"/{Index}/_search?filter_path=hits.hits._id,hits.total.value&sort=n")).Text
            .Should().Be("""{"hits":{"total":{"value":4},"hits":[{"_id":"2"},{"_id":"3"},{"_id":"1"},{"_id":"4"}]}}""");

    [TestMethod]
    public async Task Count_TerminateAfter_CountsNoFurther()
    {
        var cut = await Node.GetAsync($"/{Index}/_count?terminate_after=3");
        var whole = await Node.GetAsync($"/{Index}/_count?terminate_after=4");

        (cut["count"], cut["terminated_early"]).Should().Be(("3", "true"));
        (whole["count"], whole["terminated_early"]).Should().Be(("4", "false"));
        (await Node.GetAsync($"/{Index}/_count"))["terminated_early"].Should().BeNull("nobody asked for a limit");
        (await Node.GetAsync($"/{Index}/_count?terminate_after=-1")).Status.Should().Be(400);
    }

    [TestMethod]
    public async Task Search_IndexInTheQueryString_IsTheIndexSearched()
    {
        (await Node.GetAsync($"/_search?index={Index}&size=0"))["hits.total.value"].Should().Be("4");
        (await Node.GetAsync($"/_mapping?index={Index}")).Json.AsObject().Select(pair => pair.Key).Should().Equal(Index);
        (await Node.GetAsync($"/_cat/health?index={Index}")).Status.Should().Be(400, "the health of the cluster is not that of an index");
    }

    [TestMethod]
    public async Task Search_PhaseTook_IsShownWhereItIsAskedFor()
    {
        var asked = await Node.GetAsync($"/{Index}/_search?phase_took=true");

        asked.Json["phase_took"]!.AsObject().Select(phase => phase.Key).Should().Equal("dfs_pre_query", "query", "fetch", "dfs_query", "expand", "can_match");
        (await Node.GetAsync($"/{Index}/_search"))["phase_took"].Should().BeNull();
    }

    [TestMethod]
    public async Task Search_Explain_IsRefusedByNameUnlessItIsFalse()
    {
        (await Node.GetAsync($"/{Index}/_search?explain=false")).Status.Should().Be(200);
        (await Node.GetAsync($"/{Index}/_search?explain=true"))
            .ShouldFail(400, "illegal_argument_exception", "query string parameter [explain] is not supported by this node");
    }

    [TestMethod]
    public async Task Search_MinScoreThatIsNoNumber_IsRefusedByName()
        => (await Node.PostAsync($"/{Index}/_search", """{"min_score":"high"}"""))
            .ShouldFail(400, "parsing_exception", "failed to parse [min_score] with value [high]");

    [TestMethod]
    public async Task Search_NothingMatches_AnswersEmpty()
    {
        var answer = await Node.PostAsync($"/{Index}/_search", """{"query":{"term":{"n":77}}}""");

        answer["hits.total"].Should().Be("""{"value":0,"relation":"eq"}""");
        answer["hits.max_score"].Should().BeNull();
        answer["timed_out"].Should().Be("false");
    }
}

using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Indices;

[TestClass]
public sealed class IndexEndpointsTests
{
    private readonly string _index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    public async Task ForceMerge_ByItsOptions_DropsDeletedDocuments()
    {
        var index = SharedNode.NewIndex();
        await SharedNode.Node.FillAsync(index, "{}", "{}", "{}");
        await SharedNode.Node.DeleteAsync($"/{index}/_doc/1?refresh=true");

        (await SharedNode.Node.PostAsync($"/{index}/_forcemerge?only_expunge_deletes=true&primary_only=true&flush=false&wait_for_completion=true"))["_shards.failed"].Should().Be("0");

        (await SharedNode.Node.GetAsync($"/{index}/_stats"))["_all.primaries.docs.deleted"].Should().Be("0");
        (await SharedNode.Node.GetAsync($"/{index}/_count"))["count"].Should().Be("1");
        (await SharedNode.Node.PostAsync($"/{index}/_forcemerge?wait_for_completion=false")).Status.Should().Be(400, "there is no list of tasks to look the merge up in");
    }

    [TestMethod]
    public async Task Create_ThenGet_ShowsSettingsMappingsAndAliases()
    {
        var created = await Node.PutAsync(
            $"/{_index}",
            """{"settings":{"number_of_shards":"2","index":{"refresh_interval":"5s"}},"mappings":{"properties":{"a.b":{"type":"keyword"}}},"aliases":{"al-1":{"is_write_index":true,"routing":"r"}}}""");
        var shown = await Node.GetAsync($"/{_index}");
        var flat = await Node.GetAsync($"/{_index}?flat_settings=true&include_defaults=true");

        created.Text.Should().Be($$$"""{"acknowledged":true,"shards_acknowledged":true,"index":"{{{_index}}}"}""");
        shown[$"{_index}/settings.index.number_of_shards"].Should().Be("2");
        shown[$"{_index}/settings.index.number_of_replicas"].Should().Be("1");
        shown[$"{_index}/settings.index.refresh_interval"].Should().Be("5s");
        shown[$"{_index}/settings.index.provided_name"].Should().Be(_index);
        shown[$"{_index}/mappings"].Should().Be("""{"properties":{"a":{"properties":{"b":{"type":"keyword"}}}}}""");
        shown[$"{_index}/aliases"].Should().Be("""{"al-1":{"index_routing":"r","search_routing":"r","is_write_index":true}}""");
        flat[$"{_index}/settings/index.refresh_interval"].Should().Be("5s");
        flat[$"{_index}/defaults/index.max_result_window"].Should().Be("10000");
    }

    [TestMethod]
    public async Task Create_NameThatExists_IsRefused()
    {
        await Node.PutAsync($"/{_index}");

        var answer = await Node.PutAsync($"/{_index}");

        answer.Status.Should().Be(400);
        answer["error.type"].Should().Be("resource_already_exists_exception");
        answer["error.reason"].Should().MatchRegex($@"^index \[{_index}/[\w-]{{22}}\] already exists$");
    }

    [TestMethod]
    [DataRow("/Upper", "Invalid index name [Upper], must be lowercase")]
    [DataRow("/-minus", "Invalid index name [-minus], must not start with '_', '-', or '+'")]
    [DataRow("/a%23b", "Invalid index name [a#b], must not contain '#'")]
    [DataRow("/a%20b", "Invalid index name [a b], must not contain the following characters [ , \", *, \\, <, |, ,, >, /, ?]")]
    public async Task Create_ImpossibleName_IsRefused(string path, string reason)
        => (await Node.PutAsync(path)).ShouldFail(400, "invalid_index_name_exception", reason);

    [TestMethod]
    [DataRow("""{"settings":{"index.foo":1}}""", "illegal_argument_exception", "unknown setting [index.foo] please check that any required plugins are installed, or check the breaking changes documentation for removed settings")]
    [DataRow("""{"settings":{"number_of_shards":0}}""", "illegal_argument_exception", "Failed to parse value [0] for setting [index.number_of_shards] must be >= 1")]
    [DataRow("""{"settings":{"refresh_interval":"5"}}""", "illegal_argument_exception", "failed to parse setting [index.refresh_interval] with value [5] as a time value: unit is missing or unrecognized")]
    [DataRow("""{"foo":{}}""", "parse_exception", "unknown key [foo] for create index")]
    [DataRow("""{"mappings":{"properties":{"a":{"type":"star_tree"}}}}""", "mapper_parsing_exception", "Failed to parse mapping [_doc]: No handler for type [star_tree] declared on field [a]")]
    [DataRow("""{"mappings":{"properties":{"a":{"type":"keyword","foo":1}}}}""", "mapper_parsing_exception", "Failed to parse mapping [_doc]: unknown parameter [foo] on mapper [a] of type [keyword]")]
    [DataRow("""{"mappings":{"properties":{"a":{"type":"text","analyzer":"klingon"}}}}""", "mapper_parsing_exception", "Failed to parse mapping [_doc]: analyzer [klingon] has not been configured in mappings (a)")]
    [DataRow("""{"settings":{"analysis":{"analyzer":{"a":{"tokenizer":"nope"}}}}}""", "illegal_argument_exception", "failed to find tokenizer under [nope]")]
    [DataRow("""{"settings":{"analysis":{"filter":{"f":{"type":"phonetic"}}}}}""", "illegal_argument_exception", "failed to find filter under [f]")]
    public async Task Create_WrongDefinition_IsRefusedAndLeavesNothing(string body, string type, string reason)
    {
        (await Node.PutAsync($"/{_index}", body)).ShouldFail(400, type, reason);
        (await Node.HeadAsync($"/{_index}")).Status.Should().Be(404);
    }

    [TestMethod]
    public async Task Delete_SeveralByPattern_RemovesThem()
    {
        await Node.PutAsync($"/{_index}-a");
        await Node.PutAsync($"/{_index}-b");

        var answer = await Node.DeleteAsync($"/{_index}-*");
        var missing = await Node.DeleteAsync($"/{_index}-a");

        answer["acknowledged"].Should().Be("true");
        (await Node.HeadAsync($"/{_index}-b")).Status.Should().Be(404);
        missing.ShouldFail(404, "index_not_found_exception", $"no such index [{_index}-a]");
    }

    [TestMethod]
    public async Task Delete_ByAlias_IsRefused()
    {
        await Node.PutAsync($"/{_index}", $"{{\"aliases\":{{\"{_index}-x\":{{}}}}}}");

        (await Node.DeleteAsync($"/{_index}-x")).ShouldFail(
            400,
            "illegal_argument_exception",
            $"The provided expression [{_index}-x] matches an alias, specify the corresponding concrete indices instead.");
    }

    [TestMethod]
    public async Task Search_NamesThatAreNotThere_AreForgivenOnlyIfAsked()
    {
        await Node.PutAsync($"/{_index}");

        (await Node.GetAsync($"/{_index},nope/_search")).Status.Should().Be(404);
        (await Node.GetAsync($"/{_index},nope/_search?ignore_unavailable=true")).Status.Should().Be(200);
        (await Node.GetAsync("/nope-*/_search")).Status.Should().Be(200);
        (await Node.GetAsync("/nope-*/_search?allow_no_indices=false")).ShouldFail(404, "index_not_found_exception", "no such index [nope-*]");
    }

    [TestMethod]
    public async Task Health_AsIndexName_IsAnIndexLikeAnyOther()
    {
        (await Node.GetAsync("/health")).Text.Should().Contain("Healthy");

        await Node.PutAsync("/health/_doc/1?refresh=true", """{"a":1}""");
        var shown = await Node.GetAsync("/health");
        await Node.DeleteAsync("/health");

        shown["health.mappings"].Should().NotBeNull();
        (await Node.GetAsync("/health")).Text.Should().Contain("Healthy");
    }

    [TestMethod]
    public async Task Refresh_AndFlush_AnswerTheirShards()
    {
        await Node.PutAsync($"/{_index}");

        (await Node.PostAsync($"/{_index}/_refresh")).Text.Should().Be("""{"_shards":{"total":2,"successful":1,"failed":0}}""");
        (await Node.PostAsync($"/{_index}/_flush")).Text.Should().Be("""{"_shards":{"total":2,"successful":1,"failed":0}}""");
    }

    [TestMethod]
    public async Task Settings_Put_ChangesWhatMayChange()
    {
        await Node.PutAsync($"/{_index}");

        var changed = await Node.PutAsync($"/{_index}/_settings", """{"index":{"refresh_interval":"-1","number_of_replicas":0}}""");
        var one = await Node.GetAsync($"/{_index}/_settings/index.refresh*");
        var reset = await Node.PutAsync($"/{_index}/_settings", """{"refresh_interval":null}""");
        var after = await Node.GetAsync($"/{_index}/_settings?flat_settings=true");
        var fixedSetting = await Node.PutAsync($"/{_index}/_settings", """{"number_of_shards":3}""");

        changed["acknowledged"].Should().Be("true");
        one.Text.Should().Be($"{{\"{_index}\":{{\"settings\":{{\"index\":{{\"refresh_interval\":\"-1\"}}}}}}}}");
        reset.Status.Should().Be(200);
        after[$"{_index}/settings/index.refresh_interval"].Should().BeNull();
        fixedSetting.Status.Should().Be(400);
        fixedSetting["error.reason"].Should().StartWith("Can't update non dynamic settings [[index.number_of_shards]] for open indices [[");
    }

    [TestMethod]
    public async Task Settings_WriteBlock_RefusesWrites()
    {
        await Node.PutAsync($"/{_index}", """{"settings":{"blocks.write":true}}""");

        (await Node.PutAsync($"/{_index}/_doc/1", "{}")).ShouldFail(
            403, "cluster_block_exception", $"index [{_index}] blocked by: [FORBIDDEN/8/index write (api)];");
    }

    [TestMethod]
    public async Task Stats_CountDocumentsOfTheIndexAndOperationsOfTheClient()
    {
        await Node.FillAsync(_index, """{"mappings":{"properties":{"o":{"type":"nested"}}}}""", """{"o":[{"a":1},{"a":2}]}""");

        var stats = await Node.GetAsync($"/{_index}/_stats/docs,indexing");

        stats["_all.primaries.docs.count"].Should().Be("3", "nested objects are documents of their own in the index");
        stats[$"indices/{_index}/total.indexing.index_total"].Should().Be("1");
        stats["_all.primaries.store"].Should().BeNull();
    }
}

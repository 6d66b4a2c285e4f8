using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Documents;

[TestClass]
public sealed class DocumentEndpointsTests
{
    private readonly string _index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    public async Task Index_NewThenKnownId_AnswersCreatedThenUpdatedWithRisingNumbers()
    {
        var first = await Node.PutAsync($"/{_index}/_doc/1", """{"title":"Bicycle"}""");
        var second = await Node.PutAsync($"/{_index}/_doc/1", """{"title":"Bicycle, red"}""");

        first.Status.Should().Be(201);
        first.Location.Should().Be($"/{_index}/_doc/1");
        first["result"].Should().Be("created");
        first["_version"].Should().Be("1");
        first["_seq_no"].Should().Be("0");
        first["_primary_term"].Should().Be("1");
        first["_shards"].Should().Be("""{"total":2,"successful":1,"failed":0}""");
        second.Status.Should().Be(200);
        second["result"].Should().Be("updated");
        second["_version"].Should().Be("2");
        second["_seq_no"].Should().Be("1");
    }

    [TestMethod]
    public async Task Index_WithoutId_MakesOneOfTwentyCharacters()
    {
        var answer = await Node.PostAsync($"/{_index}/_doc", """{"a":1}""");

        answer.Status.Should().Be(201);
        answer["_id"].Should().HaveLength(20);
    }

    [TestMethod]
    public async Task Get_BeforeAnyRefresh_ShowsTheDocument()
    {
        await Node.PutAsync($"/{_index}", """{"settings":{"refresh_interval":"-1"}}""");
        await Node.PutAsync($"/{_index}/_doc/a%2Fb%20c", """{"title":"x"}""");

        var found = await Node.GetAsync($"/{_index}/_doc/a%2Fb%20c");
        var later = await Node.GetAsync($"/{_index}/_doc/a%2Fb%20c?realtime=false");

        found.Status.Should().Be(200);
        found["_id"].Should().Be("a/b c");
        found["found"].Should().Be("true");
        found["_source"].Should().Be("""{"title":"x"}""");
        later.Status.Should().Be(404);
    }

    [TestMethod]
    public async Task Get_MissingDocumentOrIndex_AnswersNotFoundInTheirOwnWords()
    {
        await Node.PutAsync($"/{_index}");

        var noDocument = await Node.GetAsync($"/{_index}/_doc/9");
        var noIndex = await Node.GetAsync("/no-such-index/_doc/9");

        noDocument.Status.Should().Be(404);
        noDocument.Text.Should().Be($$"""{"_index":"{{_index}}","_id":"9","found":false}""");
        noIndex.ShouldFail(404, "index_not_found_exception", "no such index [no-such-index]");
        noIndex["error/root_cause.0/resource.id"].Should().Be("no-such-index");
        noIndex["error.index_uuid"].Should().Be("_na_");
    }

    [TestMethod]
    public async Task Source_WithFilters_ShowsOnlyWhatIsAskedFor()
    {
        await Node.PutAsync($"/{_index}/_doc/1", """{"a":{"b":1,"c":2},"list":[{"b":1,"d":2},{"d":3}],"x":null}""");

        var included = await Node.GetAsync($"/{_index}/_source/1?_source_includes=a.b,list.d");
        var excluded = await Node.GetAsync($"/{_index}/_source/1?_source_excludes=a,*.d");
        var off = await Node.GetAsync($"/{_index}/_doc/1?_source=false");
        var missing = await Node.GetAsync($"/{_index}/_source/2");

        included.Text.Should().Be("""{"a":{"b":1},"list":[{"d":2},{"d":3}]}""");
        excluded.Text.Should().Be("""{"list":[{"b":1},{}],"x":null}""");
        off["_source"].Should().BeNull();
        missing.ShouldFail(404, "resource_not_found_exception", $"Document not found [{_index}]/[2]");
    }

    [TestMethod]
    public async Task Exists_AnswersByStatusAlone()
    {
        await Node.PutAsync($"/{_index}/_doc/1", "{}");

        (await Node.HeadAsync($"/{_index}/_doc/1")).Status.Should().Be(200);
        (await Node.HeadAsync($"/{_index}/_doc/2")).Status.Should().Be(404);
        (await Node.HeadAsync($"/{_index}/_source/1")).Status.Should().Be(200);
        (await Node.HeadAsync($"/{_index}/_source/2")).Status.Should().Be(404);
    }

    [TestMethod]
    public async Task Delete_KnownThenUnknown_AnswersDeletedThenNotFound()
    {
        await Node.PutAsync($"/{_index}/_doc/1", "{}");

        var deleted = await Node.DeleteAsync($"/{_index}/_doc/1");
        var again = await Node.DeleteAsync($"/{_index}/_doc/1");
        var reborn = await Node.PutAsync($"/{_index}/_doc/1", "{}");

        deleted.Status.Should().Be(200);
        deleted["result"].Should().Be("deleted");
        deleted["_version"].Should().Be("2");
        again.Status.Should().Be(404);
        again["result"].Should().Be("not_found");
        again["_version"].Should().Be("3");
        reborn["_version"].Should().Be("4", "versions go on from a delete that is still remembered");
    }

    [TestMethod]
    public async Task Create_ExistingId_IsAVersionConflict()
    {
        await Node.PutAsync($"/{_index}/_doc/1", "{}");

        var answer = await Node.PutAsync($"/{_index}/_create/1", "{}");
        var byParameter = await Node.PutAsync($"/{_index}/_doc/1?op_type=create", "{}");

        answer.ShouldFail(409, "version_conflict_engine_exception", "[1]: version conflict, document already exists (current version [1])");
        answer["error.index"].Should().Be(_index);
        answer["error.shard"].Should().Be("0");
        byParameter.Status.Should().Be(409);
    }

    [TestMethod]
    public async Task Index_IfSeqNoDoesNotFit_IsAVersionConflict()
    {
        await Node.PutAsync($"/{_index}/_doc/1", "{}");
        await Node.PutAsync($"/{_index}/_doc/1", "{}");

        var stale = await Node.PutAsync($"/{_index}/_doc/1?if_seq_no=0&if_primary_term=1", "{}");
        var current = await Node.PutAsync($"/{_index}/_doc/1?if_seq_no=1&if_primary_term=1", "{}");
        var absent = await Node.DeleteAsync($"/{_index}/_doc/2?if_seq_no=5&if_primary_term=1");
        var half = await Node.PutAsync($"/{_index}/_doc/1?if_seq_no=1", "{}");

        stale.ShouldFail(
            409,
            "version_conflict_engine_exception",
            "[1]: version conflict, required seqNo [0], primary term [1]. current document has seqNo [1] and primary term [1]");
        current.Status.Should().Be(200);
        absent["error.reason"].Should().Be("[2]: version conflict, required seqNo [5], primary term [1], but no document was found");
        half.ShouldFail(400, "action_request_validation_exception", "Validation Failed: 1: ifSeqNo is set, but primary term is [0];");
    }

    [TestMethod]
    public async Task Index_ExternalVersions_OnlyRise()
    {
        var created = await Node.PutAsync($"/{_index}/_doc/1?version=5&version_type=external", "{}");
        var same = await Node.PutAsync($"/{_index}/_doc/1?version=5&version_type=external", "{}");
        var sameAllowed = await Node.PutAsync($"/{_index}/_doc/1?version=5&version_type=external_gte", "{}");
        var deleted = await Node.DeleteAsync($"/{_index}/_doc/1?version=7&version_type=external");
        var late = await Node.PutAsync($"/{_index}/_doc/1?version=6&version_type=external", "{}");

        created["_version"].Should().Be("5");
        same.ShouldFail(
            409, "version_conflict_engine_exception", "[1]: version conflict, current version [5] is higher or equal to the one provided [5]");
        sameAllowed.Status.Should().Be(200);
        deleted["_version"].Should().Be("7");
        late.Status.Should().Be(409, "a delete is remembered with its version");
    }

    [TestMethod]
    public async Task Index_MoreCopiesWantedThanThereAre_IsRefused()
    {
        await Node.PutAsync($"/{_index}");

        var answer = await Node.PutAsync($"/{_index}/_doc/1?wait_for_active_shards=2", "{}");

        answer.Status.Should().Be(503);
        answer["error.type"].Should().Be("unavailable_shards_exception");
    }

    [TestMethod]
    [DataRow("[1]", "mapper_parsing_exception", "failed to parse")]
    [DataRow("{\"a\":", "mapper_parsing_exception", "failed to parse")]
    [DataRow("{\"a\":1} x", "mapper_parsing_exception", "failed to parse")]
    public async Task Index_NoJsonObject_IsRefused(string body, string type, string reason)
    {
        var answer = await Node.PutAsync($"/{_index}/_doc/1", body);

        answer.ShouldFail(400, type, reason);
    }

    [TestMethod]
    public async Task Index_RefreshWaitFor_IsSearchableWhenAnswered()
    {
        await Node.PutAsync($"/{_index}", """{"settings":{"refresh_interval":"50ms"}}""");

        await Node.PutAsync($"/{_index}/_doc/1?refresh=wait_for", "{}");

        (await Node.GetAsync($"/{_index}/_count"))["count"].Should().Be("1");
    }

    [TestMethod]
    public async Task MultiGet_FromSeveralIndices_AnswersEachInOrder()
    {
        await Node.PutAsync($"/{_index}/_doc/1", """{"a":1,"b":2}""");

        var answer = await Node.PostAsync(
            "/_mget", $$"""{"docs":[{"_index":"{{_index}}","_id":"1","_source":["a"]},{"_index":"{{_index}}","_id":"2"},{"_index":"no-such-index","_id":"1"}]}""");
        var byIds = await Node.PostAsync($"/{_index}/_mget", """{"ids":["1"]}""");

        answer["docs.0._source"].Should().Be("""{"a":1}""");
        answer["docs.1.found"].Should().Be("false");
        answer["docs.2.error.type"].Should().Be("index_not_found_exception");
        byIds["docs.0.found"].Should().Be("true");
    }
}

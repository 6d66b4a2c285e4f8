using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Documents;

[TestClass]
public sealed class UpdateEndpointsTests
{
    private readonly string _index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    public async Task Update_PartialDocument_MergesObjectsAndReplacesTheRest()
    {
        await Node.PutAsync($"/{_index}/_doc/1", """{"a":{"x":1,"y":2},"list":[1,2],"keep":true}""");

        var answer = await Node.PostAsync($"/{_index}/_update/1?_source=true", """{"doc":{"a":{"y":3},"list":[9]}}""");

        answer.Status.Should().Be(200);
        answer["result"].Should().Be("updated");
        answer["get._source"].Should().Be("""{"a":{"x":1,"y":3},"list":[9],"keep":true}""");
    }

    [TestMethod]
    public async Task Update_NothingChanges_IsANoop()
    {
        await Node.PutAsync($"/{_index}/_doc/1", """{"a":1}""");

        var answer = await Node.PostAsync($"/{_index}/_update/1", """{"doc":{"a":1}}""");
        var forced = await Node.PostAsync($"/{_index}/_update/1", """{"doc":{"a":1},"detect_noop":false}""");

        answer["result"].Should().Be("noop");
        answer["_version"].Should().Be("1");
        answer["_shards"].Should().Be("""{"total":0,"successful":0,"failed":0}""");
        forced["result"].Should().Be("updated");
    }

    [TestMethod]
    public async Task Update_MissingDocument_IsRefusedOrUpserted()
    {
        await Node.PutAsync($"/{_index}");

        var missing = await Node.PostAsync($"/{_index}/_update/1", """{"doc":{"a":1}}""");
        var upserted = await Node.PostAsync($"/{_index}/_update/1", """{"doc":{"a":1},"upsert":{"a":0}}""");
        var asUpsert = await Node.PostAsync($"/{_index}/_update/2", """{"doc":{"a":2},"doc_as_upsert":true}""");

        missing.ShouldFail(404, "document_missing_exception", "[1]: document missing");
        upserted.Status.Should().Be(201);
        (await Node.GetAsync($"/{_index}/_source/1")).Text.Should().Be("""{"a":0}""");
        asUpsert["result"].Should().Be("created");
        (await Node.GetAsync($"/{_index}/_source/2")).Text.Should().Be("""{"a":2}""");
    }

    [TestMethod]
    [DataRow("""{"script":{"source":"ctx._source.a = 1"}}""", "illegal_argument_exception", "update by [script] is not supported by this node")]
    [DataRow("""{"foo":1}""", "x_content_parse_exception", "[1:1] [UpdateRequest] unknown field [foo]")]
    [DataRow("{}", "action_request_validation_exception", "Validation Failed: 1: script or doc is missing;")]
    public async Task Update_WhatIsNotSupported_IsRefusedByName(string body, string type, string reason)
    {
        await Node.PutAsync($"/{_index}/_doc/1", "{}");

        (await Node.PostAsync($"/{_index}/_update/1", body)).ShouldFail(400, type, reason);
    }

    [TestMethod]
    public async Task Update_ManyAtOnceWithRetries_LosesNone()
    {
        await Node.PutAsync($"/{_index}/_doc/1", """{"start":true}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Node.PostAsync($"/{_index}/_update/1?retry_on_conflict=100", $"{{\"doc\":{{\"f{i}\":{i}}}}}")));

        answers.Should().OnlyContain(answer => answer.Status == 200);
        (await Node.GetAsync($"/{_index}/_doc/1"))["_version"].Should().Be("21");
    }
}

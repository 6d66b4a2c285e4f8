using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Documents;

[TestClass]
public sealed class BulkEndpointsTests
{
    public TestContext TestContext { get; set; } = null!;

    private readonly string _index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    public async Task Bulk_MixedActions_EachHasItsOwnOutcome()
    {
        var answer = await Node.PostAsync($"/{_index}/_bulk?refresh=true", """
            {"index":{"_id":"1"}}
            {"title":"one"}
            {"create":{"_id":"1"}}
            {"title":"again"}
            {"update":{"_id":"1","_source":true}}
            {"doc":{"price":5}}
            {"update":{"_id":"9"}}
            {"doc":{"price":5}}
            {"delete":{"_id":"1"}}
            {"delete":{"_id":"7"}}
            {"index":{"_id":"2","version":3,"version_type":"external"}}
            {"title":"two"}
            {"index":{"_id":"2","version":3,"version_type":"external"}}
            {"title":"two"}

            """);

        answer.Status.Should().Be(200);
        answer["errors"].Should().Be("true");
        answer["items.0.index.status"].Should().Be("201");
        answer["items.1.create.status"].Should().Be("409");
        answer["items.1.create.error.type"].Should().Be("version_conflict_engine_exception");
        answer["items.2.update.get._source"].Should().Be("""{"title":"one","price":5}""");
        answer["items.3.update.error.type"].Should().Be("document_missing_exception");
        answer["items.4.delete.result"].Should().Be("deleted");
        answer["items.5.delete.status"].Should().Be("404");
        answer["items.5.delete.error"].Should().BeNull("a delete of nothing is no error");
        answer["items.6.index._version"].Should().Be("3");
        answer["items.7.index.status"].Should().Be("409");
        (await Node.GetAsync($"/{_index}/_count"))["count"].Should().Be("1");
    }

    [TestMethod]
    public async Task Bulk_OnlyMissingDeletes_HasNoErrors()
    {
        await Node.PutAsync($"/{_index}");

        var answer = await Node.PostAsync("/_bulk", $"{{\"delete\":{{\"_index\":\"{_index}\",\"_id\":\"1\"}}}}\n");

        answer["errors"].Should().Be("false");
        answer["items.0.delete.result"].Should().Be("not_found");
    }

    [TestMethod]
    [DataRow("{\"index\":{}}\n{}", "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]")]
    [DataRow("{\"put\":{}}\n{}\n", "illegal_argument_exception", "Malformed action/metadata line [1], expected field [create], [delete], [index] or [update] but found [put]")]
    [DataRow("[]\n{}\n", "illegal_argument_exception", "Malformed action/metadata line [1], expected START_OBJECT but found [StartArray]")]
    [DataRow("{\"index\":{\"_foo\":1}}\n{}\n", "illegal_argument_exception", "Action/metadata line [1] contains an unknown parameter [_foo]")]
    public async Task Bulk_MalformedBody_IsRefusedWhole(string body, string type, string reason)
    {
        await Node.PutAsync($"/{_index}");

        (await Node.PostAsync($"/{_index}/_bulk", body)).ShouldFail(400, type, reason);
        (await Node.GetAsync($"/{_index}/_count"))["count"].Should().Be("0");
    }

    [TestMethod]
    public async Task Bulk_BadDocumentAmongGoodOnes_FailsAlone()
    {
        await Node.PutAsync($"/{_index}", """{"mappings":{"properties":{"n":{"type":"integer"}}}}""");

        var answer = await Node.PostAsync($"/{_index}/_bulk", "{\"index\":{\"_id\":\"1\"}}\n{\"n\":\"abc\"}\n{\"index\":{\"_id\":\"2\"}}\n{\"n\":1}\n");

        answer["items.0.index.error.type"].Should().Be("mapper_parsing_exception");
        answer["items.0.index.error.reason"].Should().Be(
            "failed to parse field [n] of type [integer] in document with id '1'. Preview of field's value: 'abc'");
        answer["items.1.index.status"].Should().Be("201");
    }

    [TestMethod]
    public async Task Bulk_GzippedBody_IsUnderstood()
    {
        using var stream = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync("{\"index\":{\"_id\":\"1\"}}\n{}\n"u8.ToArray(), TestContext.CancellationToken);
        }

        using var content = new ByteArrayContent(stream.ToArray());
        content.Headers.Add("Content-Encoding", "gzip");
        content.Headers.Add("Content-Type", "application/x-ndjson");
        using var response = await Node.Http.PostAsync($"/{_index}/_bulk", content, TestContext.CancellationToken);

        response.StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
    }

    /// <summary>Long enough that documents are parsed on another core before their turn: nobody is to notice.</summary>
    [TestMethod]
    public async Task Bulk_OfManyItems_KeepsOrderWhileTheMappingGrowsAndItemsFail()
    {
        const int Items = 400;
        var index = SharedNode.NewIndex();
        var body = new System.Text.StringBuilder();
        for (var i = 0; i < Items; i++)
        {
            var action = (i % 10) switch
            {
                7 => $"{{\"delete\":{{\"_id\":\"{i - 7}\"}}}}",
                8 => $"{{\"update\":{{\"_id\":\"{i - 7}\"}}}}\n{{\"doc\":{{\"n\":{-i}}}}}",
                9 => $"{{\"index\":{{\"_id\":\"{i}\"}}}}\n{{\"n\":\"no number\"}}",
                _ => $"{{\"index\":{{\"_id\":\"{i}\"}}}}\n{{\"n\":{i},\"field{i / 100}\":\"text\"}}",
            };
            body.Append(action).Append('\n');
        }

        var answer = await Node.PostAsync($"/{index}/_bulk?refresh=true", body.ToString());

        var items = answer.Json["items"]!.AsArray().Select(item => item!.AsObject().Single().Value!).ToArray();
        items.Select(item => item["status"]!.GetValue<int>()).Should().Equal(
            Enumerable.Range(0, Items).Select(i => (i % 10) switch { 7 or 8 => 200, 9 => 400, _ => 201 }));
        items.Where(item => item["_seq_no"] is not null).Select(item => item["_seq_no"]!.GetValue<long>()).Should().Equal(
            Enumerable.Range(0, Items * 9 / 10).Select(i => (long)i), "writes of one bulk happen in its order");
        (await Node.GetAsync($"/{index}/_count"))["count"].Should().Be($"{Items * 6 / 10}");
        (await Node.GetAsync($"/{index}/_doc/1"))["_source.n"].Should().Be("-8");
        (await Node.GetAsync($"/{index}/_mapping"))[$"{index}.mappings.properties.field3.type"].Should().Be("text");
    }
}

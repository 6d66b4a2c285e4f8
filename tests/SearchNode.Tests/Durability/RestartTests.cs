using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Durability;

/// <summary>What a node finds when it starts on a folder that another left.</summary>
[TestClass]
public sealed class RestartTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("search-restart-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public async Task Restart_KeepsIndicesMappingsAliasesDocumentsAndVersions()
    {
        string uuid;
        await using (var node = await StartAsync())
        {
            await node.FillAsync("data", """{"aliases":{"al":{}},"settings":{"analysis":{"analyzer":{"a":{"tokenizer":"standard"}}}}}""", """{"t":"one"}""", """{"t":"two"}""");
            await node.PutAsync("/data/_doc/2", """{"t":"two again"}""");
            await node.DeleteAsync("/data/_doc/1");
            uuid = (await node.GetAsync("/data"))["data.settings.index.uuid"]!;
        }

        await using var again = await StartAsync();
        (await again.GetAsync("/data"))["data.settings.index.uuid"].Should().Be(uuid);
        (await again.GetAsync("/al/_doc/2"))["_version"].Should().Be("2");
        (await again.GetAsync("/data/_count"))["count"].Should().Be("1");
        (await again.GetAsync("/data/_mapping"))["data.mappings.properties.t.type"].Should().Be("text");
        var written = await again.PutAsync("/data/_doc/1", "{}");
        written["_version"].Should().Be("3", "a delete is remembered over a restart");
        written["_seq_no"].Should().Be("4");
        written["_primary_term"].Should().Be("2");
    }

    [TestMethod]
    public async Task Restart_AfterFlush_StillRemembersDeletes()
    {
        await using (var node = await StartAsync())
        {
            await node.PutAsync("/data/_doc/1?version=8&version_type=external", "{}");
            await node.DeleteAsync("/data/_doc/1?version=9&version_type=external");
            await node.PostAsync("/data/_flush");
            await node.PostAsync("/data/_refresh");
        }

        await using var again = await StartAsync();
        (await again.PutAsync("/data/_doc/1?version=8&version_type=external", "{}")).Status.Should().Be(409);
    }

    [TestMethod]
    public async Task GcDeletes_OfZero_ForgetsADeleteAtTheNextRefresh()
    {
        await using var node = await StartAsync();
        await node.PutAsync("/data", """{"settings":{"gc_deletes":"0s"}}""");
        await node.PutAsync("/data/_doc/1?version=8&version_type=external", "{}");
        await node.DeleteAsync("/data/_doc/1?version=9&version_type=external");
        await node.PostAsync("/data/_refresh");

        (await node.PutAsync("/data/_doc/1?version=3&version_type=external", "{}")).Status.Should().Be(201);
    }

    [TestMethod]
    public async Task Restart_DamagedTranslog_NamesTheFileAndServesTheRest()
    {
        await using (var node = await StartAsync())
        {
            await node.FillAsync("good", "{}", "{}");
            await node.FillAsync("bad", "{}", """{"a":1}""", """{"a":2}""");
        }

        var uuid = await UuidAsync("bad");
        var file = Directory.GetFiles(Path.Combine(_directory, "indices", uuid, "translog")).Single();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.CancellationToken);
        bytes[40] ^= 0xFF;
        await File.WriteAllBytesAsync(file, bytes, TestContext.CancellationToken);

        await using var again = await StartAsync();
        var refused = await again.GetAsync("/bad/_search");
        var pattern = await again.GetAsync("/*/_search");
        (await again.GetAsync("/good/_count"))["count"].Should().Be("1");
        (await again.GetAsync("/_cluster/health"))["status"].Should().Be("red");
        refused.ShouldFail(
            503,
            "no_shard_available_action_exception",
            $"index [bad] cannot be opened: translog file [{file}] is corrupt at byte 16: a record does not fit its checksum");
        pattern.Status.Should().Be(503, "a part that is missing is not passed over");
        (await again.PutAsync("/bad")).Status.Should().Be(400, "the name is not free");
        (await again.DeleteAsync("/bad"))["acknowledged"].Should().Be("true");
        (await again.GetAsync("/_cluster/health"))["status"].Should().NotBe("red");
    }

    [TestMethod]
    public async Task Restart_UnfinishedLastWrite_IsCutOff()
    {
        await using (var node = await StartAsync())
        {
            await node.FillAsync("data", "{}", """{"a":1}""");
        }

        var file = Directory.GetFiles(Path.Combine(_directory, "indices", await UuidAsync("data"), "translog")).Single();
        await File.AppendAllTextAsync(file, "half a record", TestContext.CancellationToken);

        await using var again = await StartAsync();
        (await again.GetAsync("/data/_count"))["count"].Should().Be("1");
    }

    public TestContext TestContext { get; set; } = null!;

    private Task<TestNode> StartAsync() => TestNode.StartAsync($"--Storage:Directory={_directory}");

    private async Task<string> UuidAsync(string index)
    {
        var state = System.Text.Json.Nodes.JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(_directory, "cluster-state.json"), TestContext.CancellationToken))!;
        return state["indices"]![index]!["uuid"]!.GetValue<string>();
    }
}

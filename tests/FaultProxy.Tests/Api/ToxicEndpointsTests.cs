using System.Net;
using Migration.FaultProxy.Tests.Fixture;

namespace Migration.FaultProxy.Tests.Api;

[TestClass]
public sealed class ToxicEndpointsTests(TestContext testContext) : ProxyTest(testContext)
{
    [TestMethod]
    public async Task Create_WithTypeAlone_IsDownstreamAlwaysAndNamedAfterBoth()
    {
        await Host.CreateProxyAsync("localhost:1");

        var answer = await Host.PostAsync("/proxies/p/toxics", """{"type":"latency","attributes":{"latency":1000}}""");

        answer.Should().Be(new Answer(
            HttpStatusCode.OK,
            """{"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":1,"attributes":{"latency":1000,"jitter":0}}"""));
        (await Host.GetAsync("/proxies/p/toxics")).Body.Should().Be($"[{answer.Body}]");
        (await Host.GetAsync("/proxies/p/toxics/latency_downstream")).Should().Be(answer);
        (await Host.GetAsync("/proxies/p")).Json.GetProperty("toxics").GetRawText().Should().Be($"[{answer.Body}]");
    }

    [TestMethod]
    [DataRow("latency", """{"latency":0,"jitter":0}""")]
    [DataRow("bandwidth", """{"rate":0}""")]
    [DataRow("slow_close", """{"delay":0}""")]
    [DataRow("timeout", """{"timeout":0}""")]
    [DataRow("reset_peer", """{"timeout":0}""")]
    [DataRow("slicer", """{"average_size":0,"size_variation":0,"delay":0}""")]
    [DataRow("limit_data", """{"bytes":0}""")]
    public async Task Create_OfEachType_HasItsAttributes(string type, string attributes)
    {
        await Host.CreateProxyAsync("localhost:1");

        var answer = await Host.PostAsync("/proxies/p/toxics", $$"""{"type":"{{type}}","stream":"upstream","toxicity":0.5,"name":"t"}""");

        answer.Body.Should().Be($$"""{"name":"t","type":"{{type}}","stream":"upstream","toxicity":0.5,"attributes":{{attributes}}}""");
    }

    [TestMethod]
    [DataRow("""{"type":"latency","stream":"sideways"}""", 400, "stream was invalid, can be either upstream or downstream")]
    [DataRow("""{"type":"gravity"}""", 400, "invalid toxic type")]
    [DataRow("{}", 400, "invalid toxic type")]
    [DataRow("""{"type":"latency","toxicity":1.5}""", 400, "bad request body: toxicity 1.5 is no probability: use 0 to 1")]
    [DataRow("""{"type":"latency","attributes":{"latency":-1}}""", 400, "bad request body: attribute latency is -1: use 0 to 1000000000000")]
    [DataRow("""{"type":"slicer","attributes":{"size_variation":-1}}""", 400, "bad request body: attribute size_variation is -1: use 0 to 1000000000000")]
    [DataRow("""{"type":"latency","name":"taken"}""", 409, "toxic already exists")]
    public async Task Create_OfWhatCannotBe_SaysWhy(string body, int status, string error)
    {
        await Host.CreateProxyAsync("localhost:1");
        await Host.PostAsync("/proxies/p/toxics", """{"type":"latency","name":"taken"}""");

        var answer = await Host.PostAsync("/proxies/p/toxics", body);

        answer.Should().Be(new Answer((HttpStatusCode)status, $$"""{"error":"{{error}}","status":{{status}}}"""));
        (await Host.GetAsync("/proxies/p/toxics")).Json.GetArrayLength().Should().Be(1);
    }

    [TestMethod]
    public async Task Create_WithAnAttributeOfTheWrongKind_SaysWhere()
    {
        await Host.CreateProxyAsync("localhost:1");

        var answer = await Host.PostAsync("/proxies/p/toxics", """{"type":"latency","attributes":{"latency":"long"}}""");

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().StartWith("bad request body: attributes: ").And.Contain("latency");
    }

    [TestMethod]
    public async Task Update_OfOneAttribute_KeepsTheOthers()
    {
        await Host.CreateProxyAsync("localhost:1");
        await Host.AddToxicAsync("latency", new { latency = 100, jitter = 10 });

        var answer = await Host.PostAsync("/proxies/p/toxics/latency_downstream", """{"attributes":{"latency":200},"toxicity":0.25}""");

        answer.Json.GetProperty("attributes").GetRawText().Should().Be("""{"latency":200,"jitter":10}""");
        answer.Json.GetProperty("toxicity").GetSingle().Should().Be(0.25f);
    }

    [TestMethod]
    public async Task Update_ToWhatCannotBe_LeavesTheToxicAsItWas()
    {
        await Host.CreateProxyAsync("localhost:1");
        await Host.AddToxicAsync("latency", new { latency = 100 });

        (await Host.PostAsync("/proxies/p/toxics/latency_downstream", """{"attributes":{"latency":-5}}""")).Status.Should().Be(HttpStatusCode.BadRequest);

        (await Host.GetAsync("/proxies/p/toxics/latency_downstream")).Json.GetProperty("attributes").GetProperty("latency").GetInt32().Should().Be(100);
    }

    [TestMethod]
    public async Task UnknownToxic_ShownChangedOrDeleted_IsNotFound()
    {
        await Host.CreateProxyAsync("localhost:1");

        var answers = new[]
        {
            await Host.GetAsync("/proxies/p/toxics/none"), await Host.PostAsync("/proxies/p/toxics/none", "{}"), await Host.DeleteAsync("/proxies/p/toxics/none"),
        };

        answers.Distinct().Should().Equal(new Answer(HttpStatusCode.NotFound, """{"error":"toxic not found","status":404}"""));
    }

    [TestMethod]
    public async Task Delete_OfAToxic_TakesItAway()
    {
        await Host.CreateProxyAsync("localhost:1");
        await Host.AddToxicAsync("latency", new { latency = 100 });

        (await Host.DeleteAsync("/proxies/p/toxics/latency_downstream")).Status.Should().Be(HttpStatusCode.NoContent);

        (await Host.GetAsync("/proxies/p/toxics")).Body.Should().Be("[]");
    }
}

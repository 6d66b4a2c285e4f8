using System.Net;
using Migration.FaultProxy.Tests.Fixture;

namespace Migration.FaultProxy.Tests.Api;

[TestClass]
public sealed class GrpcFaultEndpointsTests(TestContext testContext) : ProxyTest(testContext)
{
    [TestMethod]
    public async Task Create_WithTypeAlone_IsForAllCallsOfAllMethods()
    {
        await Host.CreateProxyAsync("localhost:1", "grpc");

        var answer = await Host.PostAsync("/proxies/p/grpc/faults", """{"type":"delay"}""");

        answer.Should().Be(new Answer(
            HttpStatusCode.OK,
            """{"name":"delay","type":"delay","method":"*","first":0,"every":0,"attributes":{"delay":0},"seen":0,"struck":0}"""));
        (await Host.GetAsync("/proxies/p/grpc/faults")).Body.Should().Be($"[{answer.Body}]");
        (await Host.GetAsync("/proxies/p")).Json.GetProperty("protocol").GetString().Should().Be("grpc");
    }

    [TestMethod]
    [DataRow("{}", "bad request body: type '' is unknown, can be one of delay, half_close, reset, stall, status")]
    [DataRow("""{"type":"status","attributes":{"code":"NICE"}}""", "bad request body: attribute code 'NICE' is no gRPC status: use one of OK, ")]
    [DataRow("""{"type":"status","attributes":{"kode":"OK"}}""", "bad request body: attributes: ")]
    [DataRow("""{"type":"status","frist":1}""", "bad request body: ")]
    [DataRow("""{"type":"status","first":-1}""", "bad request body: first is -1 and every is 0: ")]
    [DataRow("""{"type":"status","first":1,"every":2}""", "bad request body: first is 1 and every is 2: ")]
    [DataRow("""{"type":"delay","attributes":{"delay":-1}}""", "bad request body: attribute delay is -1: ")]
    [DataRow("""{"type":"stall","attributes":{"after_messages":-1}}""", "bad request body: attribute after_messages is -1: ")]
    [DataRow("""{"type":"half_close","attributes":{"stream":"up"}}""", "bad request body: attribute stream 'up' can be either ")]
    [DataRow("""{"type":"reset","attributes":{"error_code":99}}""", "bad request body: attribute error_code is 99: ")]
    public async Task Create_OfWhatCannotBe_SaysWhyAndCreatesNothing(string body, string error)
    {
        await Host.CreateProxyAsync("localhost:1", "grpc");

        var answer = await Host.PostAsync("/proxies/p/grpc/faults", body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().StartWith(error);
        (await Host.GetAsync("/proxies/p/grpc/faults")).Body.Should().Be("[]");
    }

    [TestMethod]
    public async Task Create_OfANameThatIsTaken_IsAConflict()
    {
        await Host.CreateProxyAsync("localhost:1", "grpc");
        await Host.AddFaultAsync(new { type = "delay" });

        (await Host.PostAsync("/proxies/p/grpc/faults", """{"type":"delay"}""")).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [TestMethod]
    public async Task Faults_OfAProxyOfBytes_AreRefusedWithTheCure()
    {
        await Host.CreateProxyAsync("localhost:1");

        (await Host.GetAsync("/proxies/p/grpc/faults")).Error.Should().Contain("create it with \"protocol\": \"grpc\"");
    }

    [TestMethod]
    public async Task Reset_OfAllProxies_ClearsFaultsToo()
    {
        await Host.CreateProxyAsync("localhost:1", "grpc");
        await Host.AddFaultAsync(new { type = "delay" });

        await Host.PostAsync("/reset");

        (await Host.GetAsync("/proxies/p/grpc/faults")).Body.Should().Be("[]");
        (await Host.DeleteAsync("/proxies/p/grpc/faults/delay")).Should().Be(new Answer(HttpStatusCode.NotFound, """{"error":"fault not found","status":404}"""));
    }
}

using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Routing;

[TestClass]
public sealed class HeadersTests : SharedMonolith
{
    [TestMethod]
    [DataRow("GET", "/api/v1/marketplace/listings", 200, "kill_switch")]
    [DataRow("GET", "/health", 200, "default_monolith")]
    [DataRow("GET", "/.well-known/jwks.json", 200, "default_monolith")]
    [DataRow("GET", "/api/v1/marketplace/listings?limit=0", 400, "default_monolith")]
    [DataRow("POST", "/api/v1/marketplace/listings", 401, "default_monolith")]
    [DataRow("GET", "/api/v1/marketplace/listings/99999999", 404, "kill_switch")]
    [DataRow("GET", "/no/such/thing", 404, "default_monolith")]
    [DataRow("PUT", "/api/v1/marketplace/listings/1001", 405, "default_monolith")]
    public async Task EveryAnswer_SaysWhoGaveItAndWhy(string method, string path, int status, string reason)
    {
        var answer = await Monolith.SendAsync(HttpMethod.Parse(method), path);

        ((int)answer.Status).Should().Be(status);
        answer.Header("X-Served-By").Should().Be("monolith");
        answer.Header("X-Routing-Reason").Should().Be(reason);
    }

    [TestMethod]
    [DataRow("GET", "/no/such/thing", "not_found")]
    [DataRow("PUT", "/api/v1/marketplace/listings/1001", "method_not_allowed")]
    public async Task EveryFailure_IsAProblemWithItsPathAndTrace(string method, string path, string code)
    {
        var answer = await Monolith.SendAsync(HttpMethod.Parse(method), path);

        answer.ContentType.Should().Be("application/problem+json");
        answer.Json.GetProperty("code").GetString().Should().Be(code);
        answer.Json.GetProperty("status").GetInt32().Should().Be((int)answer.Status);
        answer.Json.GetProperty("instance").GetString().Should().Be(path);
        answer.Json.GetProperty("trace_id").GetString().Should().NotBeNullOrEmpty();
    }
}

using System.Text.Json;
using Migration.FaultProxy.Tests.Fixture;

namespace Migration.FaultProxy.Tests.Clients;

/// <summary>Somebody else's client for somebody else's program: the judge of whether this API is that one.</summary>
[TestClass]
public sealed class ToxiproxyClientTests(TestContext testContext) : ProxyTest(testContext)
{
    private const string Package = "toxiproxy-node-client@4.1.0";

    [TestMethod]
    [NodeCondition]
    public async Task PublicClientForNode_UsingAllItCan_SeesAToxiproxy()
    {
        var server = Keep(new ByteServer());
        var folder = Directory.CreateTempSubdirectory("faultproxy-node-").FullName;
        try
        {
            await NodePrograms.RunAsync(
                "npm", folder, ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", folder, Package], CancellationToken);

            var script = Path.Combine(AppContext.BaseDirectory, "Clients", "drive.mjs");
            var output = await NodePrograms.RunAsync(
                "node", folder, [script, folder, Host.Http.BaseAddress!.ToString().TrimEnd('/'), server.Address], CancellationToken);

            var seen = JsonDocument.Parse(output).RootElement;
            seen.GetProperty("version").GetString().Should().StartWith("2.");
            seen.GetProperty("listen").GetString().Should().MatchRegex("^127\\.0\\.0\\.1:[1-9]");
            seen.GetProperty("enabled").GetBoolean().Should().BeTrue();
            seen.GetProperty("all").GetRawText().Should().Be("""["node"]""");
            seen.GetProperty("toxic").GetRawText().Should().Be(
                """{"attributes":{"latency":50,"jitter":0},"name":"slow","stream":"downstream","toxicity":1,"type":"latency"}""");
            seen.GetProperty("updated").GetRawText().Should().Be("""{"latency":75,"jitter":5}""");
            seen.GetProperty("shown").GetRawText().Should().Be("""{"latency":75,"jitter":5}""");
            seen.GetProperty("removed").GetString().Should().Be("Request failed with status code 404");
            seen.GetProperty("disabled").GetBoolean().Should().BeFalse();
            seen.GetProperty("reset").GetBoolean().Should().BeTrue();
            seen.GetProperty("populated").GetRawText().Should().Be("""["other"]""");
            seen.GetProperty("left").GetRawText().Should().Be("""["other"]""");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

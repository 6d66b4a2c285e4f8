using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.ServiceDefaults.Tests;

[TestClass]
public sealed class ServiceDiscoveryTests(TestContext testContext)
{
    [TestMethod]
    public async Task HttpClient_AskingAServiceByName_ReachesTheAddressThatTheEngineInjected()
    {
        await using var monolith = await BareService.StartAsync(map: app => app.MapGet("/name", () => "the monolith"));
        await using var caller = await BareService.StartAsync(builder => builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create("services:monolith:http:0", (string?)monolith.Client.BaseAddress!.ToString())]));
        using var client = caller.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        var answer = await client.GetStringAsync("http://monolith/name", testContext.CancellationToken);

        answer.Should().Be("the monolith");
    }
}

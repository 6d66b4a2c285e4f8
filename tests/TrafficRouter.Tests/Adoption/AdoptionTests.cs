using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Adoption;

/// <summary>What README.md tells a newcomer to write compiles, is short, and routes.</summary>
[TestClass]
public sealed class AdoptionTests(TestContext testContext)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Adoption");

    [TestMethod]
    public async Task Readme_ItsSample_IsCompiledAndTakesLessThanTwentyLines()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Folder, "README.md"), testContext.CancellationToken);
        var shop = Lines(await File.ReadAllTextAsync(Path.Combine(Folder, "Shop.cs"), testContext.CancellationToken));

        var sample = Lines(readme.Split("```csharp")[1].Split("```")[0]);

        sample.Should().NotBeEmpty().And.HaveCountLessThan(20);
        shop.Skip(shop.IndexOf(sample[0])).Take(sample.Count).Should().Equal(sample);
    }

    [TestMethod]
    [DataRow(0, "from the monolith", "default_monolith")]
    [DataRow(100, "from the microservice, mapped", "percentage")]
    public async Task Shop_ThatAdoptedTheRouter_IsServedByTheSideThatTheFlagSays(int percent, string goods, string reason)
    {
        var store = new MemoryFlagStore();
        store.Put(TestFlags.Flag(percent) with { Name = "orders" });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IFlagStore>(store).AddSingleton<IStartupFilter>(new SignedIn(new Claim("sub", "42")));
        await using var shop = Shop.Create(builder, new OrderStore("from the monolith"), new OrdersClient("from the microservice"));
        await shop.StartAsync(testContext.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(shop.Urls.Single()) };

        using var answer = await client.GetAsync("/orders/7", testContext.CancellationToken);

        (await answer.Content.ReadFromJsonAsync<Order>(testContext.CancellationToken)).Should().Be(new Order(7, goods));
        answer.Headers.GetValues("X-Routing-Reason").Should().Equal(reason);
    }

    private static List<string> Lines(string text)
        => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}

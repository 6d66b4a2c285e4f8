using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.WriteSides;
using Npgsql;

namespace Migration.TrafficRouter.Tests;

/// <summary>What one call of AddTrafficRouter brings along.</summary>
[TestClass]
public sealed class RegistrationTests(TestContext testContext)
{
    [TestMethod]
    public async Task AddTrafficRouter_OnADatabase_BringsAllThatARouterNeeds()
    {
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
        await using var services = new ServiceCollection().AddLogging().AddSingleton(database).AddTrafficRouter().BuildServiceProvider();

        services.GetRequiredService<IFlagStore>().Should().BeOfType<PostgresFlagStore>();
        services.GetService<FlagAdministration>().Should().NotBeNull();
        services.GetServices<IHostedService>().Select(hosted => hosted.GetType()).Should().Contain([typeof(FlagFollower), typeof(ShadowReads)]);
        services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Should().ContainSingle(check => check.Name == "routing-flags");
    }

    [TestMethod]
    public async Task NoWriteSides_TakesEveryWriteForTheFirst()
        => (await new NoWriteSides().ClaimAsync(new WriteScope(1, "CreateListing", "key"), Side.Microservice, testContext.CancellationToken))
            .Should().Be(new WriteClaim(Side.Microservice, IsNew: true));
}

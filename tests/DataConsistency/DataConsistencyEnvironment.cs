using System.Reflection;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Marketplace;

namespace Migration.DataConsistency.Suite;

/// <summary>One environment for the nine checks.</summary>
[TestClass]
public static class DataConsistencyEnvironment
{
    [AssemblyInitialize]
    public static async Task StartAsync(TestContext testContext)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        var options = new MigrationEnvironmentOptions
        {
            Arguments = ["--Seed:Listings=300"],
            Say = message => testContext.DisplayMessage(MessageLevel.Informational, message),
        };
        var environment = await MigrationEnvironment.StartAsync(options, testContext.CancellationToken);
        if (!environment.MayPrepare(Assembly.GetExecutingAssembly()))
        {
            return;
        }

        // What is asked of the monolith must be its own answer; in a shared environment users were moved before.
        using var marketplace = new MarketplaceClient(environment.Addresses.Monolith);
        await new RoutingAdmin(marketplace).ChangeAsync(new { enabled = true, rollout_percent = 0 }, [marketplace], testContext.CancellationToken);
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (MigrationEnvironment.IsStarted)
        {
            await MigrationEnvironment.Current.DisposeAsync();
        }
    }
}

using Migration.TestSupport.Environments;

namespace Migration.DataFaults.Suite;

/// <summary>One environment for all faults: a proxy on every road, and servers that write to the disk what they acknowledge.</summary>
[TestClass]
public static class FaultEnvironment
{
    [AssemblyInitialize]
    public static async Task StartAsync(TestContext testContext)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        var options = new MigrationEnvironmentOptions
        {
            Arguments = ["--Faults=true", "--Postgres:Durable=true", "--Seed:Listings=100"],
            Say = message => testContext.DisplayMessage(MessageLevel.Informational, message),
        };
        await MigrationEnvironment.StartAsync(options, testContext.CancellationToken);
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

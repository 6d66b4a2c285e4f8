using Migration.TestSupport.Environments;

namespace Migration.Smoke.Suite;

/// <summary>One environment for the nine checks.</summary>
[TestClass]
public static class SmokeEnvironment
{
    [AssemblyInitialize]
    public static async Task StartAsync(TestContext testContext)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        var options = new MigrationEnvironmentOptions { Say = message => testContext.DisplayMessage(MessageLevel.Informational, message) };
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

using Migration.TestSupport.Environments;

namespace Migration.ServiceDefaults.Tests;

/// <summary>Real services, each with the defaults, a real database behind them.</summary>
[TestClass]
public static class TelemetryEnvironment
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

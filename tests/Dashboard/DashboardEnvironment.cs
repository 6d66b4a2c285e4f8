using Migration.Dashboard.Tests.Browser;
using Migration.TestSupport.Environments;

namespace Migration.Dashboard.Tests;

/// <summary>One environment with its dashboard and a proxy on every road, and one browser, for all of this assembly.</summary>
[TestClass]
public static class DashboardEnvironment
{
    [AssemblyInitialize]
    public static async Task StartAsync(TestContext testContext)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        var options = new MigrationEnvironmentOptions
        {
            HasDashboard = true,
            Arguments = [$"--AppHost:BrowserToken={DashboardHost.Token}", "--Faults=true"],
            Say = message => testContext.DisplayMessage(MessageLevel.Informational, message),
        };
        await MigrationEnvironment.StartAsync(options, testContext.CancellationToken);
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        await Chromium.EndAsync();
        if (MigrationEnvironment.IsStarted)
        {
            await MigrationEnvironment.Current.DisposeAsync();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.TestSupport.Environments;

namespace Migration.DataFaults.Suite;

/// <summary>A part of the environment that is killed and started again.</summary>
internal sealed class Victim(string resource)
{
    public static readonly IReadOnlyList<string> All =
        [ResourceNames.DataSync, ResourceNames.MonolithServer, ResourceNames.ListingsServer, ResourceNames.Listings, ResourceNames.Search];

    private static DistributedApplication App => MigrationEnvironment.Current.App;

    /// <summary>SIGKILL to it and to all that it has started: it can say and finish nothing.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        var now = await App.ResourceNotifications.WaitForResourceAsync(resource, IsRunning, cancellationToken);
        using var process = Process.GetProcessById(Convert.ToInt32(now.Snapshot.Properties.Last(IsProcessId).Value, CultureInfo.InvariantCulture));
        process.Kill(entireProcessTree: true);
        await App.ResourceNotifications.WaitForResourceAsync(resource, [KnownResourceStates.Finished, KnownResourceStates.Exited], cancellationToken);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await HealthyAsync(cancellationToken);
    }

    /// <summary>To be healthy takes it longer.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
        => Check(await App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken));

    public Task HealthyAsync(CancellationToken cancellationToken) => App.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);

    private static bool IsRunning(ResourceEvent state)
        => string.Equals(state.Snapshot.State?.Text, KnownResourceStates.Running, StringComparison.Ordinal) && state.Snapshot.Properties.Any(IsProcessId);

    private static bool IsProcessId(ResourcePropertySnapshot property) => string.Equals(property.Name, "executable.pid", StringComparison.Ordinal);

    private void Check(ExecuteCommandResult result)
        => result.Success.Should().BeTrue("{0} must obey: {1}", resource, result.Message);
}

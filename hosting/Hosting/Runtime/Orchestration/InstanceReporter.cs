using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Publishes what happens to an instance, and the same for everything that lives in it, as databases do in a server.</summary>
internal sealed class InstanceReporter(
    DistributedApplicationModel model, ResourceNotificationService notifications, LauncherRegistry launchers, TimeProvider timeProvider)
{
    public CustomResourceSnapshot? GetSnapshot(ResourceInstance instance) =>
        notifications.TryGetCurrentState(instance.Id, out var last) ? last.Snapshot : null;

    public TimeSpan GetTimeSinceLaunch(ResourceInstance instance) =>
        GetSnapshot(instance)?.LaunchTimestamp is { } begin ? timeProvider.GetElapsedTime(begin) : TimeSpan.Zero;

    /// <summary>A new run: nothing of the last one holds any more.</summary>
    public Task BeginAsync(ResourceInstance instance) => PublishAsync(instance, (resource, snapshot) => snapshot with
    {
        State = KnownResourceStates.Starting,
        ExitCode = null,
        StartTimeStamp = null,
        StopTimeStamp = null,
        StartFailure = null,
        ReadyEventTask = null,
        StartDuration = null,
        HealthReports = [.. GetHealthKeys(resource).Select(key => new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null))],
    });

    public Task LaunchingAsync(ResourceInstance instance)
    {
        var begin = timeProvider.GetTimestamp();
        return PublishAsync(instance, (_, snapshot) => snapshot with { State = KnownResourceStates.Starting, LaunchTimestamp = begin });
    }

    public async Task RunningAsync(ResourceInstance instance, int processId, InstanceLaunch launch)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        await notifications.PublishUpdateAsync(instance.Resource, instance.Id, snapshot => snapshot with
        {
            EnvironmentVariables = launch.Environment,
            Arguments = launch.Arguments,
            Properties = [.. launch.Properties, new ResourcePropertySnapshot("executable.pid", processId)],
        });
        await PublishAsync(instance, (_, snapshot) => snapshot with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = now,
            Urls = Activate(snapshot.Urls, isInactive: false),
        });
    }

    public Task StoppingAsync(ResourceInstance instance) =>
        PublishAsync(instance, (_, snapshot) => snapshot with { State = KnownResourceStates.Stopping });

    /// <summary>The process is gone. Containers are called exited, everything else finished, whatever the exit code.</summary>
    public Task EndedAsync(ResourceInstance instance, int exitCode, bool wasStopped, string? startFailure)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var state = instance.Resource is ContainerResource ? KnownResourceStates.Exited : KnownResourceStates.Finished;
        return PublishAsync(instance, (_, snapshot) => snapshot with
        {
            State = new ResourceStateSnapshot(state, exitCode == 0 || wasStopped ? null : KnownResourceStateStyles.Error),
            ExitCode = exitCode,
            StopTimeStamp = now,
            StartFailure = startFailure,
            Urls = Activate(snapshot.Urls, isInactive: true),
        });
    }

    public Task FailedAsync(ResourceInstance instance, string failure)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return PublishAsync(instance, (_, snapshot) => snapshot with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StopTimeStamp = now,
            StartFailure = failure,
        });
    }

    /// <summary>It was not to start, or was stopped before it did.</summary>
    public Task NotStartedAsync(ResourceInstance instance) =>
        PublishAsync(instance, (_, snapshot) => snapshot with { State = KnownResourceStates.NotStarted });

    /// <summary>The application ended before its turn came. What had a run before keeps saying how that one ended.</summary>
    public Task NeverStartedAsync(ResourceInstance instance) =>
        PublishAsync(instance, (_, snapshot) => snapshot with { State = snapshot.State ?? KnownResourceStates.NotStarted });

    private static IEnumerable<string> GetHealthKeys(IResource resource) =>
        resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).Distinct(StringComparer.Ordinal);

    private static ImmutableArray<UrlSnapshot> Activate(ImmutableArray<UrlSnapshot> urls, bool isInactive) =>
        [.. urls.Select(url => url with { IsInactive = isInactive })];

    private async Task PublishAsync(ResourceInstance instance, Func<IResource, CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        await notifications.PublishUpdateAsync(instance.Resource, instance.Id, snapshot => change(instance.Resource, snapshot));
        await PublishToChildrenAsync(instance.Resource, change);
    }

    private async Task PublishToChildrenAsync(IResource parent, Func<IResource, CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        foreach (var child in ResourceGraph.GetChildren(parent, model.Resources).Where(child => launchers.Find(child) is null))
        {
            await notifications.PublishUpdateAsync(child, snapshot => change(child, snapshot) with { ExitCode = null });
            await PublishToChildrenAsync(child, change);
        }
    }
}

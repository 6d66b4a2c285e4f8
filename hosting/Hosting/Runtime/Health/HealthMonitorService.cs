using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Migration.Hosting.Runtime.Health;

/// <summary>Gives every resource that runs, by whatever hand, a health monitor for as long as it runs.</summary>
internal sealed partial class HealthMonitorService(
    DistributedApplicationModel model,
    HealthMonitorContext context,
    IOptions<HealthCheckServiceOptions> options,
    ILogger<HealthMonitorService> logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, Monitored> _monitored = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Task> _monitors = [];
    private Task _watching = Task.CompletedTask;

    /// <exception cref="DistributedApplicationException">A resource names a health check that is not registered.</exception>
    public void Start()
    {
        ThrowIfUnregistered();
        _watching = Task.Run(WatchAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll([_watching, .. _monitors]).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void ThrowIfUnregistered()
    {
        var registered = options.Value.Registrations.Select(registration => registration.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var resource in model.Resources)
        {
            if (resource.Annotations.OfType<HealthCheckAnnotation>().FirstOrDefault(check => !registered.Contains(check.Key)) is { } missing)
            {
                throw new DistributedApplicationException(
                    $"Resource '{resource.Name}' has the health check '{missing.Key}', which is not registered. Register it with "
                    + $"builder.Services.AddHealthChecks().AddCheck(\"{missing.Key}\", …), or correct the key given to WithHealthCheck.");
            }
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var resourceEvent in context.Notifications.WatchAsync(_stopping.Token))
            {
                Follow(resourceEvent);
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    private void Follow(ResourceEvent resourceEvent)
    {
        var name = resourceEvent.Resource.Name;
        var isRunning = string.Equals(resourceEvent.Snapshot.State?.Text, KnownResourceStates.Running, StringComparison.Ordinal);
        if (isRunning)
        {
            if (!_monitored.TryGetValue(name, out var monitored))
            {
                monitored = new Monitored(
                    new HealthMonitor(resourceEvent.Resource, context), CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token));
                _monitored[name] = monitored;
                _monitors.RemoveAll(task => task.IsCompleted);
                _monitors.Add(MonitorAsync(resourceEvent.Resource, monitored));
            }

            if (monitored.Instances.Add(resourceEvent.ResourceId) && monitored.Instances.Count > 1)
            {
                _ = monitored.Monitor.RefreshAsync();
            }
        }
        else if (_monitored.TryGetValue(name, out var monitored) && monitored.Instances.Remove(resourceEvent.ResourceId)
            && monitored.Instances.Count == 0)
        {
            _monitored.Remove(name);
            monitored.End.Cancel();
            monitored.End.Dispose();
        }
    }

    private async Task MonitorAsync(IResource resource, Monitored monitored)
    {
        try
        {
            var ended = monitored.End.Token;
            await Task.Run(() => monitored.Monitor.RunAsync(ended), ended);
        }
        catch (OperationCanceledException)
        {
            // The resource does not run any more.
        }
#pragma warning disable CA1031 // One resource's monitor must not end those of the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.MonitorFailed(logger, resource.Name, exception);
        }
    }

    private sealed record Monitored(HealthMonitor Monitor, CancellationTokenSource End)
    {
        public HashSet<string> Instances { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The health of resource '{Resource}' is not checked any more.")]
        public static partial void MonitorFailed(ILogger logger, string resource, Exception exception);
    }
}

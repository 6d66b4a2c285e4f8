using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Orchestration;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Runtime.Health;

/// <summary>What all health monitors share.</summary>
internal sealed partial class HealthMonitorContext(
    ResourceNotificationService notifications,
    HealthCheckService checks,
    IDistributedApplicationEventing eventing,
    StartFailures failures,
    IServiceProvider services)
{
    public required TimeProvider TimeProvider { get; init; }

    public required RuntimeSettings Settings { get; init; }

    public required ResourceLoggerService Loggers { get; init; }

    public ResourceNotificationService Notifications { get; } = notifications;

    public HealthCheckService Checks { get; } = checks;

    public TimeSpan StartTimeout => Settings.StartTimeout;

    /// <summary>Tells once a start that the resource is ready; ends when everybody who listens has done what it does then.</summary>
    public Task AnnounceReadyAsync(IResource resource, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            try
            {
                await eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.ReadyHandlerFailed(Loggers.GetLogger(resource), exception);
                throw;
            }
        },
        cancellationToken);

    public string ReportNeverHealthy(IResource resource, ResourceEvent last) => failures.Report(
        resource, last.ResourceId, ResourceExits.NeverHealthy(resource.Name, Settings.StartTimeout, last.Snapshot)).Message;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A handler of the resource's ready event failed; what waits for the resource fails with it.")]
        public static partial void ReadyHandlerFailed(ILogger logger, Exception exception);
    }
}

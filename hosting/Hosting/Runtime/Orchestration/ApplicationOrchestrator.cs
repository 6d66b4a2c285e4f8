using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Ports;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>
/// Brings the application up and down. <see cref="StartAsync"/> checks the model, settles all ports and lets every resource go its
/// own way; it returns before they have arrived, since most of them wait for each other.
/// </summary>
internal sealed partial class ApplicationOrchestrator(
    ResourceSet resources,
    EndpointOpener endpoints,
    PortSettings portSettings,
    IReaper reaper,
    OrchestratorEvents events) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _starting = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!events.Execution.IsRunMode)
        {
            return;
        }

        portSettings.ThrowIfUnknown(resources.All);
        resources.Load(events.Notifications, events.Loggers);
        await events.InitializeAsync(resources, cancellationToken);
        await endpoints.OpenAsync(resources, [.. resources.All.Where(resources.IsSelected)], cancellationToken);
        _starting = Task.Run(StartAllAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await new OrderlyStop(resources, events.TimeProvider).StopAsync(cancellationToken);
        await _starting;
        await endpoints.DisposeAsync();
        await reaper.EndAsync(cancellationToken);
        foreach (var resource in resources.All)
        {
            events.Loggers.Complete(resource);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task StartAllAsync()
    {
        try
        {
            var starts = resources.All
                .Where(resources.StartsByItself)
                .SelectMany(resources.GetControllers)
                .Select(controller => controller.StartAsync(_stopping.Token));
            await Task.WhenAll(starts);
            await events.ResourcesCreatedAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped while it started.
        }
#pragma warning disable CA1031 // A subscriber's error must not tear down what has come up.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CreatedHandlerFailed(events.Logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A handler of AfterResourcesCreatedEvent failed.")]
        public static partial void CreatedHandlerFailed(ILogger logger, Exception exception);
    }
}

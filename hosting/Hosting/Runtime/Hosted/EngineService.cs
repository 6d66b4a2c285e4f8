using Aspire.Hosting;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Running;
using Migration.Hosting.Runtime.Health;
using Migration.Hosting.Runtime.Orchestration;
using Migration.Hosting.Runtime.Settings;
using Migration.Hosting.Runtime.SingleInstance;

namespace Migration.Hosting.Runtime.Hosted;

/// <summary>Starts and stops the parts of the engine in their order.</summary>
internal sealed class EngineService(
    SingleInstanceService instance,
    HealthMonitorService health,
    ApplicationOrchestrator orchestrator,
    RuntimeSettings settings,
    RunOutcome outcome) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            settings.ThrowIfInvalid();
            instance.Enter();
            health.Start();
            await orchestrator.StartAsync(cancellationToken);
        }
        catch (DistributedApplicationException exception) when (!settings.IsThrowAway)
        {
            // Thrown through the host it would be logged with its stack, and then printed a second time as what it is: one message.
            outcome.Fail(exception);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await orchestrator.StopAsync(cancellationToken);
        await health.StopAsync(cancellationToken);
        instance.Dispose();
    }
}

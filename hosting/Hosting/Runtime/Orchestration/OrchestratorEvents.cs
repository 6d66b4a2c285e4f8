using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>What the orchestrator tells the world: first states, and the events that belong to no single instance.</summary>
internal sealed class OrchestratorEvents(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    IServiceProvider services)
{
    public required DistributedApplicationExecutionContext Execution { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger<ApplicationOrchestrator> Logger { get; init; }

    public ResourceNotificationService Notifications { get; } = notifications;

    public ResourceLoggerService Loggers { get; } = loggers;

    /// <summary>Gives every resource a first state, and whoever drives one by himself the chance to begin.</summary>
    public async Task InitializeAsync(ResourceSet set, CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources)
        {
            var relations = RelationshipSnapshots.Create(resource);
            var isHeld = set.GetControllers(resource).Count > 0 && !set.StartsByItself(resource);
            await Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                Relationships = relations,
                State = isHeld ? KnownResourceStates.NotStarted : snapshot.State,
            });
            await eventing.PublishAsync(
                new InitializeResourceEvent(resource, eventing, Loggers, Notifications, services),
                EventDispatchBehavior.NonBlockingConcurrent,
                cancellationToken);
        }
    }

    /// <summary>Everything that starts by itself was created, or has failed to.</summary>
    public Task ResourcesCreatedAsync(CancellationToken cancellationToken) =>
        eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken);
}

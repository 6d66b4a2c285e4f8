using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Lifecycle;

/// <summary>A service that subscribes to events before anything starts.</summary>
public interface IDistributedApplicationEventingSubscriber
{
    /// <summary>Subscribes to what the service needs.</summary>
    /// <param name="eventing">Where to subscribe.</param>
    /// <param name="executionContext">Tells whether the application runs or is published.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>Completes when all subscriptions are made.</returns>
    Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken);
}

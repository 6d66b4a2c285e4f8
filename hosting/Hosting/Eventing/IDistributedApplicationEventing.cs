using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>Lets parts of the AppHost tell each other what happens.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Subscribes to events of exactly one type.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="callback">Called with each event.</param>
    /// <returns>Ends the subscription when passed to <see cref="Unsubscribe"/>.</returns>
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent;

    /// <summary>Subscribes to events of exactly one type that happen to one resource.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="callback">Called with each event.</param>
    /// <returns>Ends the subscription when passed to <see cref="Unsubscribe"/>.</returns>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Ends a subscription; one that has ended already is ignored.</summary>
    /// <param name="subscription">The subscription.</param>
    void Unsubscribe(DistributedApplicationEventSubscription subscription);

    /// <summary>Calls the subscribers one after another and waits for them.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="cancellationToken">Ends the publishing.</param>
    /// <returns>Completes when all have been called.</returns>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;

    /// <summary>Calls the subscribers.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="dispatchBehavior">In what order, and whether to wait for them.</param>
    /// <param name="cancellationToken">Ends the publishing.</param>
    /// <returns>Completes when all have been called, or at once when the publisher does not wait.</returns>
    Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;
}

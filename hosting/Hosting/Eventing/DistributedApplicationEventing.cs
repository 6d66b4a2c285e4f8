using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Eventing;

/// <summary>Lets parts of the AppHost tell each other what happens.</summary>
public partial class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly ConcurrentDictionary<Type, ImmutableList<DistributedApplicationEventSubscription>> _subscriptions = new();

    /// <summary>Where errors go that no publisher waits for; known once the application is built.</summary>
    internal ILogger Logger { get; set; } = NullLogger.Instance;

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationEventSubscription((happened, cancellationToken) => callback((T)happened, cancellationToken)));
    }

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationResourceEventSubscription(
            resource, (happened, cancellationToken) => callback((T)happened, cancellationToken)));
    }

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        foreach (var eventType in _subscriptions.Keys)
        {
            _subscriptions.AddOrUpdate(eventType, [], (_, known) => known.Remove(subscription));
        }
    }

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent => PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(@event);
        var subscribers = FindSubscribers(@event);
        if (subscribers.Length == 0)
        {
            return Task.CompletedTask;
        }

        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return CallInTurnAsync(subscribers, @event, cancellationToken);
            case EventDispatchBehavior.BlockingConcurrent:
                return Task.WhenAll(subscribers.Select(subscriber => CallAsync(subscriber, @event, cancellationToken)));
            case EventDispatchBehavior.NonBlockingSequential:
                _ = RunDetachedAsync(() => CallInTurnAsync(subscribers, @event, cancellationToken), @event);
                return Task.CompletedTask;
            case EventDispatchBehavior.NonBlockingConcurrent:
                foreach (var subscriber in subscribers)
                {
                    _ = RunDetachedAsync(() => CallAsync(subscriber, @event, cancellationToken), @event);
                }

                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(dispatchBehavior), dispatchBehavior, "Unknown dispatch behavior.");
        }
    }

    private static async Task CallInTurnAsync(
        DistributedApplicationEventSubscription[] subscribers, IDistributedApplicationEvent happened, CancellationToken cancellationToken)
    {
        foreach (var subscriber in subscribers)
        {
            await subscriber.Callback(happened, cancellationToken).ConfigureAwait(false);
        }
    }

    // An async method, so that an error thrown before the first await does not keep the others from being called.
    private static async Task CallAsync(
        DistributedApplicationEventSubscription subscriber, IDistributedApplicationEvent happened, CancellationToken cancellationToken) =>
        await subscriber.Callback(happened, cancellationToken).ConfigureAwait(false);

    private DistributedApplicationEventSubscription Add<T>(DistributedApplicationEventSubscription subscription)
    {
        _subscriptions.AddOrUpdate(typeof(T), [subscription], (_, known) => known.Add(subscription));
        return subscription;
    }

    private DistributedApplicationEventSubscription[] FindSubscribers<T>(T happened)
        where T : IDistributedApplicationEvent
    {
        if (!_subscriptions.TryGetValue(typeof(T), out var subscriptions))
        {
            return [];
        }

        var resource = (happened as IDistributedApplicationResourceEvent)?.Resource;
        return
        [
            .. subscriptions.Where(subscription =>
                subscription is not DistributedApplicationResourceEventSubscription { Resource: { } wanted } || ReferenceEquals(wanted, resource)),
        ];
    }

    private async Task RunDetachedAsync(Func<Task> work, IDistributedApplicationEvent happened)
    {
        try
        {
            // The publisher must not be held up by what a subscriber does before its first await.
            await Task.Run(work).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The application stops; what the subscribers would have done is not wanted any more.
        }
#pragma warning disable CA1031 // Nobody awaits this: whatever a subscriber throws is told here or nowhere.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.SubscriberFailed(Logger, happened.GetType().Name, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A subscriber of {EventType} failed.")]
        public static partial void SubscriberFailed(ILogger logger, string eventType, Exception exception);
    }
}

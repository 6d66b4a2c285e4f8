namespace Aspire.Hosting.Eventing;

/// <summary>A subscription to events of one type.</summary>
/// <param name="callback">Called with each event.</param>
public class DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
{
    /// <summary>Called with each event.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; } =
        callback ?? throw new ArgumentNullException(nameof(callback));
}

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>A subscription to events of one type that happen to one resource.</summary>
/// <param name="resource">The resource; null means any.</param>
/// <param name="callback">Called with each event.</param>
public class DistributedApplicationResourceEventSubscription(
    IResource? resource, Func<IDistributedApplicationResourceEvent, CancellationToken, Task> callback)
    : DistributedApplicationEventSubscription((happened, cancellationToken) =>
        callback((IDistributedApplicationResourceEvent)happened, cancellationToken))
{
    /// <summary>The resource; null means any.</summary>
    public IResource? Resource { get; } = resource;
}

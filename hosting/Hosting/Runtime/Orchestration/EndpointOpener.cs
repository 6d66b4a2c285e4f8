using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Migration.Hosting.Runtime.Ports;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Gives resources their ports and addresses and tells everybody.</summary>
internal sealed class EndpointOpener(
    EndpointAllocator allocator,
    ResourceAddresses addresses,
    IDistributedApplicationEventing eventing,
    ResourceLoggerService loggers,
    IServiceProvider services) : IAsyncDisposable, IDisposable
{
    private readonly List<RoundRobinForwarder> _forwarders = [];

    public async Task OpenAsync(ResourceSet set, IReadOnlyList<IResource> resources, CancellationToken cancellationToken)
    {
        foreach (var (resource, ports) in allocator.Allocate(resources))
        {
            foreach (var controller in set.GetControllers(resource))
            {
                controller.Instance.Ports = ports;
            }

            _forwarders.AddRange(ports
                .Where(endpoint => endpoint.NeedsForwarder)
                .Select(endpoint => new RoundRobinForwarder(endpoint.PublicPort, endpoint.TargetPorts, loggers.GetLogger(resource))));
        }

        foreach (var resource in resources)
        {
            await addresses.PublishAsync(resource, cancellationToken);
            if (resource.Annotations.OfType<EndpointAnnotation>().Any())
            {
                await eventing.PublishAsync(
                    new ResourceEndpointsAllocatedEvent(resource, services), EventDispatchBehavior.NonBlockingConcurrent, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var forwarder in _forwarders)
        {
            await forwarder.DisposeAsync();
        }

        _forwarders.Clear();
        allocator.Dispose();
    }

    // For a host that is disposed without having been stopped: the sockets go, nobody waits for their connections.
    public void Dispose()
    {
        foreach (var forwarder in _forwarders)
        {
            _ = forwarder.DisposeAsync().AsTask();
        }

        allocator.Dispose();
    }
}

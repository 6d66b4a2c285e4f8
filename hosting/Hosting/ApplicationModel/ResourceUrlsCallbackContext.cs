using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the URLs that are shown for a resource are shaped.</summary>
public class ResourceUrlsCallbackContext
{
    /// <summary>Creates the context.</summary>
    /// <param name="executionContext">Tells whether the application runs or is published.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="urls">The URLs so far; null starts with none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ResourceUrlsCallbackContext(
        DistributedApplicationExecutionContext executionContext,
        IResource resource,
        List<ResourceUrlAnnotation>? urls = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        ArgumentNullException.ThrowIfNull(resource);
        ExecutionContext = executionContext;
        Resource = resource;
        Urls = urls ?? [];
        CancellationToken = cancellationToken;
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>The URLs; add, change and remove as wanted.</summary>
    public List<ResourceUrlAnnotation> Urls { get; }

    /// <summary>Ends the work.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The log of the resource.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Tells whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Refers to an endpoint of the resource.</summary>
    /// <param name="name">The name of the endpoint, in any case.</param>
    /// <returns>The reference, or null when the resource has no such endpoint.</returns>
    public EndpointReference? GetEndpoint(string name) => Existing(name, network: null);

    /// <summary>Refers to an endpoint of the resource as a network sees it.</summary>
    /// <param name="name">The name of the endpoint, in any case.</param>
    /// <param name="contextNetworkId">The network.</param>
    /// <returns>The reference, or null when the resource has no such endpoint.</returns>
    public EndpointReference? GetEndpoint(string name, NetworkIdentifier contextNetworkId)
    {
        ArgumentNullException.ThrowIfNull(contextNetworkId);
        return Existing(name, contextNetworkId);
    }

    private EndpointReference? Existing(string name, NetworkIdentifier? network)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Resource is IResourceWithEndpoints owner && new EndpointReference(owner, name, network) is { Exists: true } reference
            ? reference
            : null;
    }
}

using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Records which endpoints of another resource a resource is told about.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Resource = {Resource.Name}")]
public sealed class EndpointReferenceAnnotation : IResourceAnnotation
{
    /// <summary>Creates the record.</summary>
    /// <param name="resource">The other resource.</param>
    public EndpointReferenceAnnotation(IResourceWithEndpoints resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
    }

    /// <summary>The other resource.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>True when the reference is to the resource as a whole.</summary>
    public bool UseAllEndpoints { get; set; }

    /// <summary>The endpoints that were referenced one by one, without regard to case.</summary>
    public ISet<string> EndpointNames { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The network from which they are looked at.</summary>
    public NetworkIdentifier ContextNetworkId { get; set; } = KnownNetworkIdentifiers.LocalhostNetwork;

    /// <summary>The name that the reference uses instead of the resource's; null when it uses that.</summary>
    internal string? ServiceName { get; init; }

    /// <summary>True when the reference tells about an endpoint.</summary>
    internal bool Includes(EndpointReference endpoint) =>
        EndpointNames.Contains(endpoint.EndpointName) || (UseAllEndpoints && !endpoint.ExcludeReferenceEndpoint);
}

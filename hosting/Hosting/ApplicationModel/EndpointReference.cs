using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Refers to an endpoint before anyone knows where it will be.</summary>
[DebuggerDisplay("Resource = {Resource.Name}, EndpointName = {EndpointName}, IsAllocated = {IsAllocated}")]
public sealed class EndpointReference : IExpressionValue, IValueWithReferences
{
    private EndpointAnnotation? _annotation;

    /// <summary>Refers to an endpoint that is there.</summary>
    /// <param name="owner">The resource with the endpoint.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="contextNetworkId">The network from which it is looked at; null means that of the one who asks.</param>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint, NetworkIdentifier? contextNetworkId)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpoint);
        Resource = owner;
        EndpointName = endpoint.Name;
        ContextNetworkID = contextNetworkId;
        _annotation = endpoint;
    }

    /// <summary>Refers to an endpoint that is there.</summary>
    /// <param name="owner">The resource with the endpoint.</param>
    /// <param name="endpoint">The endpoint.</param>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint, contextNetworkId: null)
    {
    }

    /// <summary>Refers to an endpoint that may be added later.</summary>
    /// <param name="owner">The resource with the endpoint.</param>
    /// <param name="endpointName">The name of the endpoint, in any case.</param>
    /// <param name="contextNetworkId">The network from which it is looked at; null means that of the one who asks.</param>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName, NetworkIdentifier? contextNetworkId = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpointName);
        Resource = owner;
        EndpointName = endpointName;
        ContextNetworkID = contextNetworkId;
    }

    /// <summary>Refers to an endpoint that may be added later.</summary>
    /// <param name="owner">The resource with the endpoint.</param>
    /// <param name="endpointName">The name of the endpoint, in any case.</param>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
        : this(owner, endpointName, contextNetworkId: null)
    {
    }

    /// <summary>The resource with the endpoint.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The name of the endpoint.</summary>
    public string EndpointName { get; }

    /// <summary>The network from which the endpoint is looked at; null means that of the one who asks.</summary>
    public NetworkIdentifier? ContextNetworkID { get; }

    /// <summary>The error when there is no such endpoint; null means a general one.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The endpoint.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public EndpointAnnotation EndpointAnnotation => FindAnnotation() ?? throw new InvalidOperationException(ErrorMessage ?? NotDefined());

    /// <summary>True when the resource has an endpoint of that name.</summary>
    public bool Exists => FindAnnotation() is not null;

    /// <summary>True once the port has been reserved.</summary>
    public bool IsAllocated => FindAllocated() is not null;

    /// <summary>True for the scheme http.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public bool IsHttp => string.Equals(Scheme, "http", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the scheme https.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public bool IsHttps => string.Equals(Scheme, "https", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the endpoint is named http or https, and is therefore found by its scheme in service discovery.</summary>
    public bool IsHttpSchemeNamedEndpoint => EndpointName.ToUpperInvariant() is "HTTP" or "HTTPS";

    /// <summary>True when the endpoint exists and clients must use TLS.</summary>
    public bool TlsEnabled => FindAnnotation()?.TlsEnabled ?? false;

    /// <summary>True when the endpoint exists and is left out of references to its resource as a whole.</summary>
    public bool ExcludeReferenceEndpoint => FindAnnotation()?.ExcludeReferenceEndpoint ?? false;

    /// <summary>The URI scheme.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>The port that the process listens on; null when the engine chooses it.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>The public port.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not exist or is not allocated yet.</exception>
    public int Port => Allocated.Port;

    /// <summary>The host name.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not exist or is not allocated yet.</exception>
    public string Host => Allocated.Address;

    /// <summary>Scheme, host and port.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not exist or is not allocated yet.</exception>
    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => GetExpression(EndpointProperty.Url);

    IEnumerable<object> IValueWithReferences.References => [Resource];

    private AllocatedEndpoint Allocated
    {
        get
        {
            _ = EndpointAnnotation;
            return FindAllocated() ?? throw new InvalidOperationException(
                $"The endpoint '{EndpointName}' is not allocated for the resource '{Resource.Name}'.");
        }
    }

    /// <summary>Refers to a part of the endpoint.</summary>
    /// <param name="property">The part.</param>
    /// <returns>The reference.</returns>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>Chooses between two values by whether clients must use TLS, at the time when the value is asked for.</summary>
    /// <param name="enabledValue">The value with TLS.</param>
    /// <param name="disabledValue">The value without.</param>
    /// <returns>The conditional value.</returns>
    public ReferenceExpression GetTlsValue(ReferenceExpression enabledValue, ReferenceExpression disabledValue) =>
        ReferenceExpression.CreateConditional(Property(EndpointProperty.TlsEnabled), bool.TrueString, enabledValue, disabledValue);

    /// <summary>Waits until the endpoint is allocated and returns its URL.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Scheme, host and port.</returns>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    /// <summary>Waits until the endpoint is allocated and returns its URL as the asking resource sees it.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Scheme, host and port.</returns>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    internal string GetExpression(EndpointProperty property)
    {
        return property switch
        {
            EndpointProperty.Url => Binding("url"),
            EndpointProperty.Host or EndpointProperty.IPV4Host => Binding("host"),
            EndpointProperty.Port => Binding("port"),
            EndpointProperty.Scheme => Binding("scheme"),
            EndpointProperty.TargetPort => Binding("targetPort"),
            EndpointProperty.HostAndPort => $"{Binding("host")}:{Binding("port")}",
            EndpointProperty.TlsEnabled => Binding("tlsEnabled"),
            _ => throw new InvalidOperationException($"The property '{property}' is not supported for the endpoint '{EndpointName}'."),
        };

        string Binding(string name) => $"{{{Resource.Name}.bindings.{EndpointName}.{name}}}";
    }

    /// <summary>
    /// Waits for the allocation. Everything runs on this machine, so a network of its own that nobody allocates on is answered
    /// with the endpoint's own instead of being waited for without end.
    /// </summary>
    internal Task<AllocatedEndpoint> WaitForAllocationAsync(NetworkIdentifier? network, CancellationToken cancellationToken)
    {
        var annotation = EndpointAnnotation;
        var known = annotation.AllAllocatedEndpoints.FirstOrDefault(entry => entry.NetworkID == network && entry.Snapshot.IsValueSet);
        return annotation.AllAllocatedEndpoints.GetAllocatedEndpointAsync(known?.NetworkID ?? annotation.DefaultNetworkID, cancellationToken);
    }

    private AllocatedEndpoint? FindAllocated()
    {
        var annotation = FindAnnotation();
        var network = ContextNetworkID ?? KnownNetworkIdentifiers.LocalhostNetwork;
        return annotation?.AllAllocatedEndpoints.FirstOrDefault(entry => entry.NetworkID == network)?.Snapshot.ValueOrDefault
            ?? annotation?.AllocatedEndpoint;
    }

    private EndpointAnnotation? FindAnnotation() => _annotation ??= Resource.Annotations.OfType<EndpointAnnotation>()
        .SingleOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));

    private string NotDefined() => $"The endpoint '{EndpointName}' is not defined for the resource '{Resource.Name}'.";
}

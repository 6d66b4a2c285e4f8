using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint that a resource listens on.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly ValueSnapshot<AllocatedEndpoint> _allocated;
    private int? _port;
    private int? _targetPort;
    private bool _portCleared;
    private bool _targetPortCleared;
    private bool? _tlsEnabled;
    private string? _transport;

    /// <summary>An endpoint on this machine.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">The URI scheme; null means the protocol in lower case.</param>
    /// <param name="transport">Such as <c>http</c> or <c>http2</c>; null means http for the schemes http and https, else the protocol.</param>
    /// <param name="name">The name, unique in its resource; null means the URI scheme.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself; null leaves that to the engine.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
        : this(protocol, networkId: null, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>An endpoint on this machine.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="uriScheme">The URI scheme; null means the protocol in lower case.</param>
    /// <param name="transport">Such as <c>http</c> or <c>http2</c>; null means http for the schemes http and https, else the protocol.</param>
    /// <param name="name">The name, unique in its resource; null means the URI scheme.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme,
        string? transport,
        [EndpointName] string? name,
        int? port,
        int? targetPort,
        bool? isExternal,
        bool isProxied)
        : this(protocol, networkId: null, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied)
    {
    }

    /// <summary>An endpoint on a network.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="networkId">The network that the endpoint is on; null means this machine's own.</param>
    /// <param name="uriScheme">The URI scheme; null means the protocol in lower case.</param>
    /// <param name="transport">Such as <c>http</c> or <c>http2</c>; null means http for the schemes http and https, else the protocol.</param>
    /// <param name="name">The name, unique in its resource; null means the URI scheme.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        NetworkIdentifier? networkId,
        string? uriScheme,
        string? transport,
        [EndpointName] string? name,
        int? port,
        int? targetPort,
        bool? isExternal,
        bool isProxied)
        : this(protocol, networkId, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied)
    {
    }

    /// <summary>An endpoint on a network.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="networkId">The network that the endpoint is on; null means this machine's own.</param>
    /// <param name="uriScheme">The URI scheme; null means the protocol in lower case.</param>
    /// <param name="transport">Such as <c>http</c> or <c>http2</c>; null means http for the schemes http and https, else the protocol.</param>
    /// <param name="name">The name, unique in its resource; null means the URI scheme.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself; null leaves that to the engine.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        NetworkIdentifier? networkId,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        UriScheme = uriScheme ?? ProtocolName(protocol);
        Name = name ?? UriScheme;
        ModelName.Validate("Endpoint", Name);
        _transport = transport;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
        _allocated = AllAllocatedEndpoints.GetOrAdd(DefaultNetworkID).Snapshot;
    }

    /// <summary>The name, unique in its resource without regard to case.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The public port; null means any free one. Without proxy it falls back to <see cref="TargetPort"/>.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied || _portCleared ? null : _targetPort);
        set
        {
            _port = value;
            _portCleared = value is null;
        }
    }

    /// <summary>The port that the process listens on; null means that the engine chooses. Without proxy it falls back to <see cref="Port"/>.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied || _targetPortCleared ? null : _port);
        set
        {
            _targetPort = value;
            _targetPortCleared = value is null;
        }
    }

    /// <summary>The URI scheme, such as <c>http</c> or <c>tcp</c>.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host that the process listens on; <c>localhost</c> unless set.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>Such as <c>http</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public string Transport
    {
        get => _transport ?? (IsHttpScheme ? "http" : ProtocolName(Protocol));
        set => _transport = value;
    }

    /// <summary>True when a deployment exposes the endpoint to the outside.</summary>
    public bool IsExternal { get; set; }

    /// <summary>True unless the process was asked to listen on the public port itself.</summary>
    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>What was asked for as to proxying; null when nothing was.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>True leaves the endpoint out when its resource is referenced as a whole.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>True when clients must use TLS; unless set, true for the scheme https alone.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? string.Equals(UriScheme, "https", StringComparison.OrdinalIgnoreCase);
        set => _tlsEnabled = value;
    }

    /// <summary>The network that the endpoint is on.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>Where the endpoint is reached from each network.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    /// <summary>Where the endpoint is reached from its own network; null until it has been allocated.</summary>
    /// <exception cref="InvalidOperationException">An endpoint of another network was assigned.</exception>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocated.ValueOrDefault;
        set
        {
            if (value is null)
            {
                _allocated.SetException(new InvalidOperationException($"The endpoint '{Name}' is not allocated."));
                return;
            }

            if (value.NetworkID != DefaultNetworkID)
            {
                throw new InvalidOperationException(
                    $"The endpoint '{Name}' is on the network '{DefaultNetworkID}' and cannot be allocated on '{value.NetworkID}'.");
            }

            _allocated.SetValue(value);
        }
    }

    /// <summary>The value behind <see cref="AllocatedEndpoint"/>.</summary>
    [Obsolete("This property will be marked as internal in future Aspire release. Use AllocatedEndpoint and AllAllocatedEndpoints properties to access and change allocated endpoints associated with an EndpointAnnotation.")]
    public ValueSnapshot<AllocatedEndpoint> AllocatedEndpointSnapshot => _allocated;

    /// <summary>The variable that carries the target port; an endpoint with one stays out of ASPNETCORE_URLS.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>True when the endpoint comes from a launch profile.</summary>
    internal bool FromLaunchProfile { get; set; }

    /// <summary>The endpoint of the project's Kestrel configuration that this one stands for; null when it comes from elsewhere.</summary>
    internal string? KestrelEndpointName { get; set; }

    /// <summary>True for the schemes http and https.</summary>
    internal bool IsHttpScheme => UriScheme.ToUpperInvariant() is "HTTP" or "HTTPS";

    private static string ProtocolName(ProtocolType protocol) => protocol switch
    {
        ProtocolType.Tcp => "tcp",
        ProtocolType.Udp => "udp",
        _ => protocol.ToString().ToLowerInvariant(),
    };
}

using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an endpoint is reached, known once its port has been reserved.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Endpoint.Name}, UriString = {UriString}")]
public class AllocatedEndpoint
{
    /// <summary>An endpoint on one address of the endpoint's own network.</summary>
    /// <param name="endpoint">The endpoint that was allocated.</param>
    /// <param name="address">Host name or address without brackets.</param>
    /// <param name="port">The public port, 1 to 65535.</param>
    /// <param name="targetPortExpression">The port that the process listens on, or a placeholder that is filled in per replica.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression)
    {
    }

    /// <summary>An endpoint of the endpoint's own network.</summary>
    /// <param name="endpoint">The endpoint that was allocated.</param>
    /// <param name="address">Host name or address without brackets.</param>
    /// <param name="port">The public port, 1 to 65535.</param>
    /// <param name="bindingMode">On which addresses it listens.</param>
    /// <param name="targetPortExpression">The port that the process listens on, or a placeholder that is filled in per replica.</param>
    public AllocatedEndpoint(
        EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null)
        : this(endpoint, address, port, bindingMode, targetPortExpression, networkId: null)
    {
    }

    /// <summary>An endpoint as reached from a network.</summary>
    /// <param name="endpoint">The endpoint that was allocated.</param>
    /// <param name="address">Host name or address without brackets.</param>
    /// <param name="port">The public port, 1 to 65535.</param>
    /// <param name="bindingMode">On which addresses it listens.</param>
    /// <param name="targetPortExpression">The port that the process listens on, or a placeholder that is filled in per replica.</param>
    /// <param name="networkId">The network; null means this machine's own.</param>
    public AllocatedEndpoint(
        EndpointAnnotation endpoint,
        string address,
        int port,
        EndpointBindingMode bindingMode,
        string? targetPortExpression = null,
        NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
    }

    /// <summary>The endpoint that was allocated.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Host name or address without brackets.</summary>
    public string Address { get; }

    /// <summary>On which addresses it listens.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>The public port.</summary>
    public int Port { get; }

    /// <summary>The network from which it is reached like this.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <summary>The port that the process listens on, or a placeholder that is filled in per replica; null when it is the public port.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>The URI scheme of the endpoint.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Host and port with a colon between.</summary>
    public string EndPointString => $"{(Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]" : Address)}:{Port}";

    /// <summary>Scheme, host and port, such as <c>http://localhost:8080</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc/>
    public override string ToString() => UriString;
}

using Migration.FaultProxy.Connections;
using Migration.FaultProxy.Grpc;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Proxies;

/// <summary>
/// A proxy with its toxics. Changes come one at a time, from <see cref="ProxyCollection"/>; what it shows is always whole.
/// A gRPC proxy puts its gateway between itself and the server:
/// <code>
/// client ──▶ listener, toxics ──▶ gateway, gRPC faults ──▶ server
/// </code>
/// </summary>
internal sealed class Proxy : IAsyncDisposable
{
    private ProxyListener _listener;
    private volatile ProxyDefinition _definition;
    private volatile IReadOnlyList<Toxic> _toxics = [];

    private Proxy(ProxyDefinition definition, ProxyListener listener, GrpcGateway? gateway)
    {
        (_definition, _listener, Gateway) = (definition, listener, gateway);
    }

    /// <summary>As asked for, but with the address that it really listens on.</summary>
    public ProxyDefinition Definition => _definition;

    public string Name => _definition.Name;

    public IReadOnlyList<Toxic> Toxics => _toxics;

    /// <summary>Null for a proxy of bytes.</summary>
    public GrpcGateway? Gateway { get; }

    /// <param name="definition">What it is to be.</param>
    /// <param name="listener">Its listener, stopped; the proxy's from now on, and disposed if this fails.</param>
    /// <param name="services">What it works with.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<Proxy> CreateAsync(
        ProxyDefinition definition, ProxyListener listener, ProxyServices services, CancellationToken cancellationToken)
    {
        try
        {
            var gateway = definition.Protocol == ProxyProtocol.Grpc
                ? await GrpcGateway.StartAsync(definition.Name, definition.UpstreamEndPoint, services, cancellationToken)
                : null;
            var proxy = new Proxy(definition, listener, gateway);
            await proxy.SetListenerAsync(listener, definition);
            return proxy;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it has these addresses and this protocol.</summary>
    public bool IsSame(ProxyDefinition other)
        => other.Protocol == _definition.Protocol && other.UpstreamEndPoint.Equals(_definition.UpstreamEndPoint) && ListensOn(other);

    /// <summary>Port 0 is content with any.</summary>
    public bool ListensOn(ProxyDefinition other)
        => other.ListenEndPoint.Address.Equals(_listener.Address.Address)
            && (other.ListenEndPoint.Port == 0 || other.ListenEndPoint.Port == _listener.Address.Port);

    /// <summary>Takes on other addresses; open connections end. Toxics and faults stay.</summary>
    /// <param name="definition">What it is to be.</param>
    /// <param name="listener">The listener for another address, or null where it stays.</param>
    public async Task ChangeAsync(ProxyDefinition definition, ProxyListener? listener)
    {
        var before = _listener;
        if (listener is not null || !definition.UpstreamEndPoint.Equals(_definition.UpstreamEndPoint))
        {
            await before.StopAsync();
        }

        await SetListenerAsync(listener ?? before, definition);
        if (listener is not null)
        {
            await before.DisposeAsync();
        }
    }

    /// <summary>Disabled, it refuses connections and has ended those that were open.</summary>
    public async Task SetEnabledAsync(bool enabled)
    {
        if (enabled)
        {
            _listener.Start();
        }
        else
        {
            await _listener.StopAsync();
        }

        _definition = _definition with { Enabled = enabled };
    }

    /// <summary>Puts these toxics in force, on open connections too.</summary>
    public void SetToxics(IReadOnlyList<Toxic> toxics)
    {
        _toxics = toxics;
        _listener.Apply(toxics);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }
    }

    private async Task SetListenerAsync(ProxyListener listener, ProxyDefinition definition)
    {
        if (Gateway is null)
        {
            listener.Upstream = definition.UpstreamEndPoint;
        }
        else
        {
            Gateway.Upstream = definition.UpstreamEndPoint;
            listener.Upstream = Gateway.Address;
        }

        listener.Apply(_toxics);
        _listener = listener;
        _definition = definition with { Listen = listener.Address.ToString(), Enabled = listener.IsListening };
        await SetEnabledAsync(definition.Enabled);
    }
}

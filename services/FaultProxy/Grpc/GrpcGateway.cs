using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Grpc;

/// <summary>
/// Takes HTTP/2 apart, so that faults can be done to single calls: a server on loopback that passes each call on. The proxy's toxics lie in front
/// of it, on the bytes.
/// </summary>
internal sealed class GrpcGateway : IAsyncDisposable
{
    private readonly WebApplication _server;

    private GrpcGateway(string proxy, EndPoint upstream, ProxyServices services)
    {
        Upstream = upstream;
        var forwarder = new GrpcForwarder(proxy, Faults, Calls, services);
        _server = Build(forwarder);
    }

    /// <summary>Where the proxy sends its connections.</summary>
    public EndPoint Address { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    /// <summary>The server, for connections that come after.</summary>
    public EndPoint Upstream { get; set; }

    public GrpcFaults Faults { get; } = new();

    public CallLog Calls { get; } = new();

    public static async Task<GrpcGateway> StartAsync(string proxy, EndPoint upstream, ProxyServices services, CancellationToken cancellationToken)
    {
        var gateway = new GrpcGateway(proxy, upstream, services);
        try
        {
            await gateway._server.StartAsync(cancellationToken);
            var address = gateway._server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
            gateway.Address = new IPEndPoint(IPAddress.Loopback, new Uri(address).Port);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        await _server.DisposeAsync();
    }

    private WebApplication Build(GrpcForwarder forwarder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        // Its requests are those of the proxy's clients, and none of this service's own: they leave no spans.
        builder.Services.AddSingleton(new ActivitySource("faultproxy.gateway"));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.Use(next => async client =>
                {
                    using var upstream = new UpstreamChannel(client, Upstream);
                    if (!await upstream.TryOpenAsync(client.ConnectionClosed))
                    {
                        client.Abort();
                        return;
                    }

                    client.Features.Set(upstream);
                    await next(client);
                });
            });
        });
        var server = builder.Build();
        server.Run(forwarder.ForwardAsync);
        return server;
    }
}

using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Migration.Hosting.ResourceService;

/// <summary>A web server of its own for the resource service: the host's need not be one, and its log says nothing of this one's requests.</summary>
internal sealed class ResourceListener(ResourceApplication application, IServiceProvider services)
{
    private const int MaxRequestBytes = 64 * 1024;

    public ResourceApplication Application => application;

    public async Task<KestrelServer> ListenAsync(int port, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        options.Limits.MaxRequestBodySize = MaxRequestBytes;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        await server.StartAsync<HttpContext>(application, cancellationToken);
        return server;
    }
}

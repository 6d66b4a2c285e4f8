using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Migration.FaultProxy.Grpc;

/// <summary>The way to the server for the calls of one client connection, which stands and falls with it.</summary>
internal sealed class UpstreamChannel : IDisposable
{
    private readonly ConnectionContext _client;
    private readonly EndPoint _address;
    private readonly HttpMessageInvoker _invoker;
    private Socket? _opened;

    public UpstreamChannel(ConnectionContext client, EndPoint address)
    {
        (_client, _address) = (client, address);
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(cancellationToken), ownsSocket: true),

            // The caller's trace context goes through untouched: a proxy is no step of the trace.
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Connects before the first call, so that a client whose server is away learns it from its connection.</summary>
    public async Task<bool> TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _opened = await ConnectAsync(cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => _invoker.SendAsync(request, cancellationToken);

    /// <summary>Ends the client's connection as the server's has ended.</summary>
    public void Break() => _client.Abort();

    public void Dispose()
    {
        _invoker.Dispose();
        _opened?.Dispose();
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _opened, null) is { } opened)
        {
            return opened;
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

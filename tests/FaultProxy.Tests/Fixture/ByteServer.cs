using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Migration.FaultProxy.Tests.Fixture;

/// <summary>A TCP server in this process that hands out its connections.</summary>
internal sealed class ByteServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Socket> _accepted = [];

    public ByteServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public string Address => _listener.LocalEndPoint!.ToString()!;

    public async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        var socket = await _listener.AcceptAsync(cancellationToken);
        socket.NoDelay = true;
        _accepted.Add(socket);
        return socket;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _accepted)
        {
            socket.Dispose();
        }
    }
}

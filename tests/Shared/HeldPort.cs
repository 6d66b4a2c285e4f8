using System.Net;
using System.Net.Sockets;

namespace Migration.TestSupport;

/// <summary>
/// A port for a server that goes away and comes back. Bound as long as this object lives, so that meanwhile nobody else is given it, and without
/// listening, so that whoever connects is refused and the server can bind to it by its number.
/// </summary>
internal sealed class HeldPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public HeldPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public void Dispose() => _socket.Dispose();
}

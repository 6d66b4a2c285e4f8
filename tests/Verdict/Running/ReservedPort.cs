using System.Net;
using System.Net.Sockets;

namespace Migration.Verdict.Running;

/// <summary>
/// A port that each suite's receiver can listen on in turn, and nobody else is given meanwhile: bound without listening, which
/// Linux allows beside a listener.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public Uri Address => new($"http://{_socket.LocalEndPoint}");

    public void Dispose() => _socket.Dispose();
}

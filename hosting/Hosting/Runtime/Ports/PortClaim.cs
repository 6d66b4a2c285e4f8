using System.Globalization;
using System.Net.Sockets;

namespace Migration.Hosting.Runtime.Ports;

/// <summary>
/// Says to other hosts of ours that a port is taken before anybody listens on it: sockets that only bind do not exclude each other.
/// The claim is a name in Linux' abstract unix socket namespace, which the kernel frees with the host, and which is as wide as the
/// network namespace that the port is in. Elsewhere there is no such name and no claim.
/// </summary>
internal sealed class PortClaim : IDisposable
{
    private readonly Socket? _socket;

    private PortClaim(Socket? socket) => _socket = socket;

    /// <summary>Null when another host has claimed the port.</summary>
    public static PortClaim? TryTake(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new PortClaim(socket: null);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"\0migration-hosting-port-{port}")));
            return new PortClaim(socket);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Dispose() => _socket?.Dispose();
}

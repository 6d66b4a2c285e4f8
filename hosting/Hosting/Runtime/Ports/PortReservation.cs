using System.Net.Sockets;

namespace Migration.Hosting.Runtime.Ports;

/// <summary>The sockets that hold a port, and the claim that keeps other hosts of ours off it.</summary>
internal sealed class PortReservation : IPortReservation
{
    private readonly PortClaim _claim;
    private readonly IReadOnlyList<Socket> _sockets;

    public PortReservation(int port, PortClaim claim, IReadOnlyList<Socket> sockets)
    {
        Port = port;
        _claim = claim;
        _sockets = sockets;
        if (!OperatingSystem.IsLinux())
        {
            // Elsewhere a bound socket keeps the child out, too. The port is then only likely to be free, as with any other tool.
            Release();
        }
    }

    public int Port { get; }

    public void Dispose()
    {
        Release();
        _claim.Dispose();
    }

    private void Release()
    {
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }
    }
}

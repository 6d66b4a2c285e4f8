using System.Net;
using System.Net.Sockets;

namespace Migration.Hosting.Runtime.Ports;

/// <summary>
/// Reserves by binding without listening. Linux lets a child bind and listen on the same address beside such a socket, since both
/// allow reuse (as .NET's sockets do), and gives the port to no one who asks for any free port or connects to somewhere. So there is
/// no moment between finding a port and using it in which another could take it.
/// </summary>
internal sealed class LoopbackPortReserver : IPortReserver
{
    private const int Attempts = 100;
    private static readonly Lazy<bool> LoopbackV6 = new(HasLoopbackV6);

    public IPortReservation? TryReserve(int port)
    {
        var claim = PortClaim.TryTake(port);
        if (claim is null)
        {
            return null;
        }

        var reservation = Bind(port, claim);
        if (reservation is null)
        {
            claim.Dispose();
        }

        return reservation;
    }

    public IPortReservation ReserveFree()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var probe = BindTo(IPAddress.Loopback, 0);
            var port = ((IPEndPoint)probe!.LocalEndPoint!).Port;
            if (!OperatingSystem.IsLinux())
            {
                probe.Dispose();
            }

            if (TryReserve(port) is { } reservation)
            {
                return reservation;
            }
        }

        throw new InvalidOperationException(
            $"No free TCP port was found on the loopback addresses in {Attempts} attempts. End programs that hold many ports.");
    }

    public string? DescribeHolder(int port) => PortHolder.Describe(port);

    private static PortReservation? Bind(int port, PortClaim claim)
    {
        var first = BindTo(IPAddress.Loopback, port);
        if (first is null)
        {
            return null;
        }

        if (!LoopbackV6.Value)
        {
            return new PortReservation(port, claim, [first]);
        }

        var second = BindTo(IPAddress.IPv6Loopback, port);
        if (second is null)
        {
            first.Dispose();
            return null;
        }

        return new PortReservation(port, claim, [first, second]);
    }

    private static bool HasLoopbackV6()
    {
        // A kernel that knows IPv6 may still have no address ::1, as in many containers.
        using var socket = Socket.OSSupportsIPv6 ? BindTo(IPAddress.IPv6Loopback, 0) : null;
        return socket is not null;
    }

    private static Socket? BindTo(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException exception) when (IsRefused(exception.SocketErrorCode))
        {
            socket.Dispose();
            return null;
        }
    }

    private static bool IsRefused(SocketError error) => error
        is SocketError.AddressAlreadyInUse or SocketError.AccessDenied
        or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
}

using System.Net;
using System.Net.Sockets;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The loopback addresses that this machine has.</summary>
internal static class Loopback
{
    /// <summary>127.0.0.1, and ::1 where the machine has it: containers often do not, and a server that is told to listen there warns.</summary>
    public static IEnumerable<string> Addresses()
    {
        yield return "127.0.0.1";
        if (HasIPv6())
        {
            yield return "::1";
        }
    }

    private static bool HasIPv6()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

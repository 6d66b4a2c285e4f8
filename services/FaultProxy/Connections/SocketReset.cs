using System.Net.Sockets;

namespace Migration.FaultProxy.Connections;

internal static class SocketReset
{
    /// <summary>Closing the socket after this sends RST instead of FIN, and throws away what was not sent.</summary>
    public static void Prepare(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Not connected any more: there is nobody to tell.
        }
    }
}

using System.Globalization;
using Migration.Hosting.Runtime.Ports;

namespace Migration.Hosting.Tests.Runtime.Support;

/// <summary>
/// A port that nobody listens on, and that the system gives to no one who asks for any port or connects to somewhere: it lies below those. So it is
/// still free when it is bound to by its number.
/// </summary>
internal static class FreePort
{
    private const string GivenToAnyone = "/proc/sys/net/ipv4/ip_local_port_range";
    private const int First = 10_000;

    private static readonly int Beyond = File.Exists(GivenToAnyone)
        ? int.Parse(File.ReadAllText(GivenToAnyone).Split('\t', ' ')[0], CultureInfo.InvariantCulture)
        : 32_768;

    public static int Next()
    {
        var reserver = new LoopbackPortReserver();
        while (true)
        {
            using var reservation = Beyond > First ? reserver.TryReserve(Random.Shared.Next(First, Beyond)) : reserver.ReserveFree();
            if (reservation is not null)
            {
                return reservation.Port;
            }
        }
    }
}

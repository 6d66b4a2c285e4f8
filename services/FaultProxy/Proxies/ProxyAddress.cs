using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Migration.FaultProxy.Proxies;

/// <summary>Reads <c>host:port</c>, and what people write instead of it: <c>:port</c>, a bare port, a URL. No host means loopback.</summary>
internal static class ProxyAddress
{
    public const int MaxPort = 65535;

    /// <summary>Where to listen. Empty means a free port on loopback.</summary>
    /// <exception cref="FormatException">It is no such address; the message says what is expected.</exception>
    public static IPEndPoint ParseListen(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new IPEndPoint(IPAddress.Loopback, 0);
        }

        var (host, port) = Split(text);
        var address = host switch
        {
            "" or "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var literal)
                ? literal
                : throw new FormatException($"'{text}': '{host}' is no IP address; use 127.0.0.1:PORT, or :0 for a free port"),
        };
        return new IPEndPoint(address, port);
    }

    /// <summary>Where to connect to.</summary>
    /// <exception cref="FormatException">It is no such address; the message says what is expected.</exception>
    public static EndPoint ParseUpstream(string text)
    {
        var (host, port) = Split(text);
        if (port == 0)
        {
            throw new FormatException($"'{text}': port 0 cannot be connected to");
        }

        return host.Length == 0 ? new IPEndPoint(IPAddress.Loopback, port)
            : IPAddress.TryParse(host, out var literal) ? new IPEndPoint(literal, port)
            : new DnsEndPoint(host, port, AddressFamily.Unspecified);
    }

    private static (string Host, int Port) Split(string text)
    {
        var authority = text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var url) ? url.Authority : text;
        var colon = authority.LastIndexOf(':');
        if (!int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > MaxPort)
        {
            throw new FormatException($"'{text}' is no address: HOST:PORT is expected, with a port of 0 to {MaxPort}");
        }

        return (colon < 0 ? string.Empty : authority[..colon].Trim('[', ']'), port);
    }
}

using System.Net;

namespace Migration.FaultProxy.Proxies;

internal sealed partial class ProxyListener
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Proxy {Proxy} listens on {Address} for {Upstream}", EventName = "Listening")]
        public static partial void Listening(ILogger logger, string proxy, EndPoint address, EndPoint upstream);

        [LoggerMessage(2, LogLevel.Information, "Proxy {Proxy} refuses connections on {Address}", EventName = "Stopped")]
        public static partial void Stopped(ILogger logger, string proxy, EndPoint address);

        [LoggerMessage(3, LogLevel.Debug, "Proxy {Proxy} cannot reach {Upstream}: {Reason}", EventName = "NotConnected")]
        public static partial void NotConnected(ILogger logger, string proxy, EndPoint upstream, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Proxy {Proxy} could not accept a connection: {Reason}", EventName = "NotAccepted")]
        public static partial void NotAccepted(ILogger logger, string proxy, string reason);
    }
}

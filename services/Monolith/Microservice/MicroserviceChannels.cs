using System.Collections.Concurrent;
using Grpc.Net.Client;
using Migration.Contracts.Listings.V1;

namespace Migration.Monolith.Microservice;

/// <summary>One channel for each address there has been; an address changes when an operator says so, which is seldom.</summary>
internal sealed class MicroserviceChannels(MicroserviceAddress address) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstReconnect = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, Lazy<(GrpcChannel Channel, ListingsService.ListingsServiceClient Client)>> channels
        = new(StringComparer.Ordinal);

    public ListingsService.ListingsServiceClient Client
        => channels.GetOrAdd(address.Current, static target => new(() => Open(target))).Value.Client;

    public void Dispose()
    {
        foreach (var channel in channels.Values.Where(channel => channel.IsValueCreated))
        {
            channel.Value.Channel.Dispose();
        }
    }

    /// <remarks>
    /// No retries here: they would be hidden from the router's breaker and budget. A channel that could not connect waits before it tries again, and
    /// fails every call at once meanwhile; its own waits grow up to two minutes, in which a microservice that is back would be taken for dead by the
    /// breaker's probes. The breaker keeps calls away from one that is down, so what is left is a connection tried now and then.
    /// </remarks>
    internal static GrpcChannelOptions CreateOptions() => new()
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingAfter,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        },
        DisposeHttpClient = true,
        InitialReconnectBackoff = FirstReconnect,
        MaxReconnectBackoff = LongestReconnect,
    };

    private static (GrpcChannel Channel, ListingsService.ListingsServiceClient Client) Open(string target)
    {
        var channel = GrpcChannel.ForAddress(target, CreateOptions());
        return (channel, new ListingsService.ListingsServiceClient(channel));
    }
}

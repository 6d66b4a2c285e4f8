using System.Net;
using System.Threading.RateLimiting;
using Migration.Listings.Telemetry;

namespace Migration.Listings.Rpc;

/// <summary>A token bucket for every address and every user; those that nobody used for a while are forgotten.</summary>
internal sealed class CallLimits : IDisposable
{
    /// <summary>How often a bucket is filled up.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly ListingsMetrics _metrics;
    private readonly PartitionedRateLimiter<IPAddress>? _addresses;
    private readonly PartitionedRateLimiter<long>? _users;

    public CallLimits(CallLimitOptions options, ListingsMetrics metrics)
    {
        _metrics = metrics;
        _addresses = Create<IPAddress>(options.PerAddress, options.BurstSeconds);
        _users = Create<long>(options.PerUser, options.BurstSeconds);
    }

    /// <summary>The address of the connection's other end; a port says nothing of who it is, and a header is anybody's claim.</summary>
    /// <exception cref="Grpc.Core.RpcException">ResourceExhausted: too many.</exception>
    public void CheckAddress(IPAddress? address)
    {
        if (_addresses is not null && address is not null)
        {
            Check(_addresses, address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, "address");
        }
    }

    /// <exception cref="Grpc.Core.RpcException">ResourceExhausted: too many.</exception>
    public void CheckUser(long userId)
    {
        if (_users is not null)
        {
            Check(_users, userId, "user");
        }
    }

    public void Dispose()
    {
        _addresses?.Dispose();
        _users?.Dispose();
    }

    private void Check<TKey>(PartitionedRateLimiter<TKey> limiter, TKey key, string whose)
    {
        using var lease = limiter.AttemptAcquire(key);
        _metrics.RateLimited(whose, lease.IsAcquired);
        if (!lease.IsAcquired)
        {
            throw Failures.RateLimited(whose, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Period);
        }
    }

    private static PartitionedRateLimiter<TKey>? Create<TKey>(int perSecond, int burstSeconds)
        where TKey : notnull
    {
        if (perSecond == 0)
        {
            return null;
        }

        // A rate below one a period is filled up less often instead.
        var perPeriod = (int)(perSecond * Period.TotalSeconds);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * burstSeconds,
            TokensPerPeriod = Math.Max(1, perPeriod),
            ReplenishmentPeriod = perPeriod >= 1 ? Period : TimeSpan.FromSeconds(1.0 / perSecond),
            QueueLimit = 0,
        };
        return PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }
}

using Microsoft.Extensions.ObjectPool;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// What ends attempts. A source whose time did not run out is used again, with its timer and its place for a registration: that is most of them, and
/// they would be a good part of what a call allocates. Only the system's own timers can be set again.
/// </summary>
internal sealed class AttemptTokens(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly DefaultObjectPool<CancellationTokenSource> _pool = new(new Resettable());

    /// <summary>Cancelled after this time, but never at once: an attempt that has begun is given its chance.</summary>
    public CancellationTokenSource Rent(TimeSpan limit)
    {
        var atLeast = limit > Least ? limit : Least;
        if (time != TimeProvider.System)
        {
            return new CancellationTokenSource(atLeast, time);
        }

        var source = _pool.Get();
        source.CancelAfter(atLeast);
        return source;
    }

    /// <summary>When nothing any more is registered, and nobody but its timer can cancel it.</summary>
    public void Return(CancellationTokenSource source) => _pool.Return(source);

    private sealed class Resettable : PooledObjectPolicy<CancellationTokenSource>
    {
        public override CancellationTokenSource Create() => new();

        public override bool Return(CancellationTokenSource obj)
        {
            if (obj.TryReset())
            {
                return true;
            }

            obj.Dispose();
            return false;
        }
    }
}

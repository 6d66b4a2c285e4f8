using Polly;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// What one call after another uses: Polly's context, and the source that ends its attempts. A source whose time did not run out is used again, with its
/// timer and its place for a registration: that is most of them, and they would be a good part of what a call allocates. Only the system's own timers can
/// be set again.
/// </summary>
internal sealed class CallSlot : IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private CancellationTokenSource _source = new();

    /// <summary>Without the caller's token, which is another for every call.</summary>
    public ResilienceContext Context { get; } = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, CancellationToken.None);

    /// <summary>Cancelled after this time by this clock, but never at once: an attempt that has begun is given its chance.</summary>
    public CancellationTokenSource Begin(TimeSpan limit, TimeProvider time)
    {
        var atLeast = limit > Least ? limit : Least;
        if (time != TimeProvider.System)
        {
            return _source = new CancellationTokenSource(atLeast, time);
        }

        _source.CancelAfter(atLeast);
        return _source;
    }

    /// <summary>The attempt is over: nothing any more is registered, and nobody but the timer can cancel the source.</summary>
    public void End()
    {
        if (!_source.TryReset())
        {
            _source.Dispose();
            _source = new CancellationTokenSource();
        }
    }

    public void Dispose() => _source.Dispose();
}

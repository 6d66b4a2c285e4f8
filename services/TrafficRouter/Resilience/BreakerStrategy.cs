using System.Runtime.CompilerServices;
using Migration.TrafficRouter.Telemetry;
using Polly;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// The breaker as a Polly strategy: one unit is one attempt, so it stands inside the retry. Polly's own cannot count in a row,
/// closes on the first probe, takes a cancelled probe for a good one, waits for ever for one that hangs, and believes a
/// result from before the break.
/// </summary>
internal sealed class BreakerStrategy(string operation, Breaker breaker, RouterMetrics metrics) : ResilienceStrategy
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var call = CallState.Of(context);
        if (!breaker.TryAcquire(out var permit, out var retryAfter))
        {
            var refused = new BreakerOpenException(retryAfter);
            metrics.Attempted(operation, call.Judge(refused));
            return Outcome.FromException<TResult>(refused);
        }

        // What an attempt throws arrives as an outcome; should anything else ever throw, the lease of a probe ends by itself.
        var outcome = await callback(context, state);
        var judgement = call.Judge(outcome.Exception);
        breaker.Record(permit, judgement.Verdict);
        metrics.Attempted(operation, judgement);
        return outcome;
    }
}

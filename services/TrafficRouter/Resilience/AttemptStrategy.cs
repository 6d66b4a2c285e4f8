using System.Runtime.CompilerServices;
using Migration.TrafficRouter.Telemetry;
using Polly;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// One attempt, inside the retry: leave from the breaker, the attempt's time limit, and what its end means. Polly's own breaker cannot count in
/// a row, closes on the first probe, takes a cancelled probe for a good one, waits for ever for one that hangs, and believes a result from
/// before the break. Breaker and time limit are one strategy, since each one more between router and client is paid for by every call.
/// </summary>
internal sealed class AttemptStrategy(string operation, Breaker breaker, RouterMetrics metrics, TimeProvider time) : ResilienceStrategy
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

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

        var limit = call.BeginAttempt();
        using var ends = new CancellationTokenSource(limit > Least ? limit : Least, time);
        using var leaves = context.CancellationToken.UnsafeRegister(static ends => ((CancellationTokenSource)ends!).Cancel(), ends);
        call.AttemptEnds = ends.Token;

        // What an attempt throws arrives as an outcome; should anything else ever throw, the lease of a probe ends by itself.
        var outcome = await callback(context, state);
        var judgement = call.Judge(outcome.Exception);
        breaker.Record(permit, judgement.Verdict);
        metrics.Attempted(operation, judgement);
        return outcome;
    }
}

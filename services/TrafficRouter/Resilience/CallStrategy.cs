using System.Runtime.CompilerServices;
using Migration.TrafficRouter.Telemetry;
using Polly;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// One call: attempts, each with leave from the breaker and a time limit of its own, until one settles it or no other may follow. Polly's own
/// breaker cannot count in a row, closes on the first probe, takes a cancelled probe for a good one, waits for ever for one that hangs, and
/// believes a result from before the break. Breaker, time limit and retry are one strategy, since every call pays for each one more between router
/// and client: Polly's retry alone puts three asynchronous methods there. For the same reason it waits for the attempt's own task, and Polly's callback only
/// says how that ended.
/// </summary>
internal sealed class CallStrategy(string operation, Breaker breaker, RetryRule retries, RouterMetrics metrics, TimeProvider time) : ResilienceStrategy
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        // The pipeline belongs to the router, which hands nothing else through it.
        var call = ((CallHandle)(object)state!).Call;
        var caller = call.Request.CancellationToken;
        while (true)
        {
            if (!breaker.TryAcquire(out var permit, out var retryAfter))
            {
                var refused = new BreakerOpenException(retryAfter);
                metrics.Attempted(operation, call.Judge(refused));
                return Outcome.FromException<TResult>(refused);
            }

            // What an attempt throws arrives as an outcome; should anything else ever throw, the lease of a probe ends by itself.
            var ends = call.NextAttempt();
            var leaves = caller.UnsafeRegister(static ends => ((CancellationTokenSource)ends!).Cancel(), ends);
            await call.BeginAttemptAsync(ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var outcome = await callback(context, state);
            await leaves.DisposeAsync();
            call.LeaveAttempt();

            var judgement = call.Judge(outcome.Exception);
            breaker.Record(permit, judgement.Verdict);
            metrics.Attempted(operation, judgement);
            if (outcome.Exception is null || !retries.Allows(call))
            {
                return outcome;
            }

            if (call.NextDelay > TimeSpan.Zero)
            {
                await Task.Delay(call.NextDelay, time, caller).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (caller.IsCancellationRequested)
            {
                return outcome;
            }
        }
    }
}

using Migration.TrafficRouter.Telemetry;
using Polly;
using Polly.Retry;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// What stands between the router and the microservice, from the outside in: retry within the call's deadline and the shared
/// budget, then the breaker, which sees each attempt, with the attempt's own time limit.
/// </summary>
internal sealed class PipelineFactory(RetryBudget budget, RouterMetrics metrics, TimeProvider time, Func<double> random)
{
    /// <param name="operation">The name of the operation, for metrics.</param>
    /// <param name="breaker">The operation's breaker.</param>
    /// <param name="isKilled">Whether the flag has been switched off since the call was decided.</param>
    public ResiliencePipeline Create(string operation, Breaker breaker, Func<bool> isKilled)
    {
        var builder = new ResiliencePipelineBuilder { Name = operation, TimeProvider = time };
        builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = CallTimes.MaxAttempts - 1,
            ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(operation, CallState.Of(arguments.Context), isKilled)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(CallState.Of(arguments.Context).NextDelay),
        });
        builder.AddStrategy(_ => new AttemptStrategy(operation, breaker, metrics, time), new AttemptStrategyOptions());
        return builder.Build();
    }

    private bool ShouldRetry(string operation, CallState call, Func<bool> isKilled)
    {
        if (!call.Last.MayRepeat || !call.IsSafeToRepeat || call.Attempts >= CallTimes.MaxAttempts || isKilled())
        {
            return false;
        }

        call.NextDelay = call.Last.RetryAfter ?? CallTimes.Backoff(call.Attempts - 1, random());
        if (call.NextDelay >= call.Remaining)
        {
            return false;
        }

        if (budget.TryRetry())
        {
            return true;
        }

        metrics.RetryRefused(operation);
        return false;
    }
}

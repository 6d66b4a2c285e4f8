using Migration.TrafficRouter.Telemetry;

namespace Migration.TrafficRouter.Resilience;

/// <summary>Whether another attempt may follow one that has failed, and after which pause: within the call's deadline and the shared budget.</summary>
/// <param name="operation">The name of the operation, for metrics.</param>
/// <param name="budget">Shared by all operations.</param>
/// <param name="metrics">Told of a retry that the budget did not allow.</param>
/// <param name="isKilled">Whether the flag has been switched off since the call was decided.</param>
/// <param name="random">For the jitter: from 0 to below 1.</param>
internal sealed class RetryRule(string operation, RetryBudget budget, RouterMetrics metrics, Func<bool> isKilled, Func<double> random)
{
    public bool Allows(CallState call)
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

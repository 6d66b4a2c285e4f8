namespace Migration.TrafficRouter.Resilience;

/// <summary>The breaker refused the attempt: nothing has been sent.</summary>
public sealed class BreakerOpenException(TimeSpan retryAfter) : Exception("The breaker is open.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

namespace Migration.TrafficRouter.Resilience;

/// <summary>How long anything may take.</summary>
public static class CallTimes
{
    /// <summary>All attempts and the pauses between them.</summary>
    public static readonly TimeSpan Call = TimeSpan.FromMilliseconds(500);

    public static readonly TimeSpan ReadAttempt = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan WriteAttempt = Call;

    /// <summary>The monolith's answer in place of the microservice's.</summary>
    public static readonly TimeSpan Fallback = TimeSpan.FromSeconds(1);

    public const int MaxAttempts = 3;

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMilliseconds(100);

    /// <summary>The time, or what is left until the deadline where that is less; never negative.</summary>
    public static TimeSpan Within(TimeSpan time, DateTimeOffset? deadline, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (deadline is not { } end)
        {
            return time;
        }

        var left = end - clock.GetUtcNow();
        return left >= time ? time : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Full jitter: anything from nothing to a limit that doubles from 25 to 100 ms.</summary>
    /// <param name="retry">0 for the first retry.</param>
    /// <param name="random">From 0 to below 1.</param>
    public static TimeSpan Backoff(int retry, double random)
    {
        var limit = FirstBackoff * Math.Pow(2, Math.Min(retry, 10));
        return (limit < LongestBackoff ? limit : LongestBackoff) * random;
    }
}

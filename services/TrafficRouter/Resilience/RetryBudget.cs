namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// Retries may be a fifth of the calls, and at least ten a second: enough to hide a stumble, too few to keep a microservice down
/// that is on its knees. Counted in seconds of the clock; the share is taken of the busier of this second and the last.
/// </summary>
public sealed class RetryBudget(TimeProvider time)
{
    public const int MinRetriesPerSecond = 10;
    public const int CallsPerRetry = 5;

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly long _frequency = time.TimestampFrequency;
    private long _second;
    private int _calls;
    private int _callsBefore;
    private int _retries;

    /// <param name="now">The clock's timestamp: the router has just read it. One from a second that is over counts in this one.</param>
    public void Called(long now)
    {
        if (SecondOf(now) > Volatile.Read(ref _second))
        {
            lock (_lock)
            {
                Turn(now);
            }
        }

        // Without the lock, which all calls of all operations would take: at the turn of a second it counts in the one or in the other.
        Interlocked.Increment(ref _calls);
    }

    public bool TryRetry()
    {
        lock (_lock)
        {
            Turn(time.GetTimestamp());
            if (_retries >= Math.Max(MinRetriesPerSecond, Math.Max(_calls, _callsBefore) / CallsPerRetry))
            {
                return false;
            }

            _retries++;
            return true;
        }
    }

    private void Turn(long now)
    {
        var second = SecondOf(now);
        if (second > _second)
        {
            var calls = Interlocked.Exchange(ref _calls, 0);
            _callsBefore = second == _second + 1 ? calls : 0;
            _retries = 0;
            Volatile.Write(ref _second, second);
        }
    }

    private long SecondOf(long now) => (now - _start) / _frequency;
}

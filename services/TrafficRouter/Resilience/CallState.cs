using Migration.TrafficRouter.Calls;
using Polly;

namespace Migration.TrafficRouter.Resilience;

/// <summary>What is known of one call at the microservice while it goes on.</summary>
/// <param name="request">What the router knows of the request.</param>
/// <param name="idempotency">The operation's.</param>
/// <param name="slot">What it has borrowed.</param>
/// <param name="time">The clock.</param>
/// <param name="started">Its timestamp when the call's time began.</param>
internal abstract class CallState(RouteRequest request, Idempotency idempotency, CallSlot slot, TimeProvider time, long started)
{
    private bool _hadFullTime;

    public RouteRequest Request { get; } = request;

    public int Attempts { get; private set; }

    /// <summary>How the newest attempt ended.</summary>
    public Judgement Last { get; private set; } = Judgement.Answered;

    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    public long Started { get; } = started;

    public TimeSpan Remaining => CallTimes.Within(CallTimes.Call - time.GetElapsedTime(Started), Request.Deadline, time);

    /// <summary>When the newest attempt's time is over: reckoned when it begins, so that whatever holds up its beginning is not added to it.</summary>
    public DateTime AttemptDeadline { get; private set; }

    public TimeSpan AttemptLimit => Idempotency == Idempotency.Safe ? CallTimes.ReadAttempt : CallTimes.WriteAttempt;

    public bool IsSafeToRepeat => Idempotency == Idempotency.Safe || (Idempotency == Idempotency.Keyed && Request.IdempotencyKey is not null);

    public Idempotency Idempotency { get; } = idempotency;

    public CallSlot Slot { get; } = slot;

    /// <summary>Begins an attempt; the task is over when it is, and what the attempt throws at once is in it too.</summary>
    /// <param name="ends">Cancelled when the attempt's time is over or the caller has left.</param>
    public abstract Task BeginAttemptAsync(CancellationToken ends);

    /// <summary>How the attempt ended whose task is over.</summary>
    public abstract Outcome<Ended> EndAttempt();

    /// <summary>Counts an attempt, which begins now, and gives the time that it may take.</summary>
    public TimeSpan NextAttempt()
    {
        // Of the first attempt a few microseconds are gone already, and it has its full time none the less.
        var available = ++Attempts == 1 ? CallTimes.Within(AttemptLimit, Request.Deadline, time) : Remaining;
        _hadFullTime = available >= AttemptLimit;
        var limit = _hadFullTime ? AttemptLimit : available;
        AttemptDeadline = (time.GetUtcNow() + limit).UtcDateTime;
        return limit;
    }

    /// <summary>Whether any attempt so far may have changed something although nobody has heard of it.</summary>
    public bool MayHaveStarted { get; private set; }

    public Judgement Judge(Exception? failure)
    {
        Last = CodeTable.Judge(failure, Request.CancellationToken.IsCancellationRequested, _hadFullTime);
        MayHaveStarted |= Last.MayHaveStarted;
        return Last;
    }
}

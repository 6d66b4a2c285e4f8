using Migration.TrafficRouter.Calls;
using Polly;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// What is known of one call at the microservice while it goes on. One after the other in the same object, since calls begin and end all the time: what
/// one has left is gone when the next begins.
/// </summary>
/// <param name="idempotency">The operation's.</param>
internal abstract class CallState(Idempotency idempotency) : IDisposable
{
    private readonly CallSlot _slot = new();
    private TimeProvider _time = TimeProvider.System;
    private bool _hadFullTime;

    /// <summary>What the router knows of the request.</summary>
    public RouteRequest Request { get; private set; } = null!;

    public ResilienceContext Context => _slot.Context;

    public int Attempts { get; private set; }

    /// <summary>How the newest attempt ended.</summary>
    public Judgement Last { get; private set; } = Judgement.Answered;

    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    /// <summary>The clock's timestamp when the call's time began.</summary>
    public long Started { get; private set; }

    public TimeSpan Remaining => CallTimes.Within(CallTimes.Call - _time.GetElapsedTime(Started), Request.Deadline, _time);

    /// <summary>When the newest attempt's time is over: reckoned when it begins, so that whatever holds up its beginning is not added to it.</summary>
    public DateTime AttemptDeadline { get; private set; }

    public TimeSpan AttemptLimit => Idempotency == Idempotency.Safe ? CallTimes.ReadAttempt : CallTimes.WriteAttempt;

    public bool IsSafeToRepeat => Idempotency == Idempotency.Safe || (Idempotency == Idempotency.Keyed && Request.IdempotencyKey is not null);

    public Idempotency Idempotency { get; } = idempotency;

    /// <summary>Begins an attempt; the task is over when it is, and what the attempt throws at once is in it too.</summary>
    /// <param name="ends">Cancelled when the attempt's time is over or the caller has left.</param>
    public abstract Task BeginAttemptAsync(CancellationToken ends);

    /// <summary>How the attempt ended whose task is over.</summary>
    public abstract Outcome<Ended> EndAttempt();

    /// <summary>Counts an attempt, which begins now.</summary>
    /// <returns>Cancelled when its time is over.</returns>
    public CancellationTokenSource NextAttempt()
    {
        // Of the first attempt a few microseconds are gone already, and it has its full time none the less.
        var available = ++Attempts == 1 ? CallTimes.Within(AttemptLimit, Request.Deadline, _time) : Remaining;
        _hadFullTime = available >= AttemptLimit;
        var limit = _hadFullTime ? AttemptLimit : available;
        AttemptDeadline = (_time.GetUtcNow() + limit).UtcDateTime;
        return _slot.Begin(limit, _time);
    }

    /// <summary>The newest attempt is over, and nothing waits for its end any more.</summary>
    public void LeaveAttempt() => _slot.End();

    /// <summary>Whether any attempt so far may have changed something although nobody has heard of it.</summary>
    public bool MayHaveStarted { get; private set; }

    public Judgement Judge(Exception? failure)
    {
        Last = CodeTable.Judge(failure, Request.CancellationToken.IsCancellationRequested, _hadFullTime);
        MayHaveStarted |= Last.MayHaveStarted;
        return Last;
    }

    /// <summary>It has ended, and nobody asks for it any more.</summary>
    public virtual void Forget()
    {
        Request = null!;
        Attempts = 0;
        Last = Judgement.Answered;
        NextDelay = default;
        MayHaveStarted = false;
    }

    public void Dispose() => _slot.Dispose();

    /// <summary>A call begins.</summary>
    protected void Begin(RouteRequest request, TimeProvider time, long started)
    {
        Request = request;
        _time = time;
        Started = started;
    }
}

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// Counts attempts in a row: 5 failures open it; 30 s later one probe at a time is let through; 2 successes in a row close it,
/// 1 failure opens it anew.
/// <code>
///             5 failures in a row                 30 s over, somebody asks
///   Closed ──────────────────────▶ Open ──────────────────────────────▶ HalfOpen ── 2 successes ──▶ Closed
///                                   ▲                                      │
///                                   └── 1 failure, or a lease that expires ─┘
/// </code>
/// A probe has a lease of the attempt timeout: a probe that hangs is a failure at the instant at which its lease ends, whether
/// or not anybody looks then. Each transition raises the generation, and a result of an older generation says nothing.
/// </summary>
public sealed class Breaker
{
    public const int FailuresToOpen = 5;
    public const int SuccessesToClose = 2;
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _lease;
    private readonly Action<BreakerTransition>? _changed;
    private BreakerState _state;
    private long _generation;
    private int _failures;
    private int _successes;
    private bool _probing;
    private long _leaseStart;
    private long _openedAt;

    /// <summary>
    /// The generation while it is closed and nothing has failed since the last success, else -1: what nearly every attempt meets, and what it needs no
    /// lock for, since neither leave nor success changes anything then.
    /// </summary>
    private long _calm;

    /// <param name="time">The clock.</param>
    /// <param name="lease">How long a probe may take: the attempt timeout.</param>
    /// <param name="changed">Told of each transition, in their order; must be quick and must not call back.</param>
    public Breaker(TimeProvider time, TimeSpan lease, Action<BreakerTransition>? changed = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        _time = time;
        _lease = lease;
        _changed = changed;
    }

    public BreakerState State
    {
        get
        {
            lock (_lock)
            {
                ExpireLease();
                return _state;
            }
        }
    }

    /// <summary>Leave for one attempt, which must be given its verdict by <see cref="Record"/>.</summary>
    /// <param name="permit">The leave.</param>
    /// <param name="retryAfter">When there is none: how long to wait before asking again makes sense.</param>
    public bool TryAcquire(out BreakerPermit permit, out TimeSpan retryAfter)
    {
        if (Volatile.Read(ref _calm) is >= 0 and var calm)
        {
            permit = new BreakerPermit(calm);
            retryAfter = TimeSpan.Zero;
            return true;
        }

        lock (_lock)
        {
            ExpireLease();
            if (_state == BreakerState.Open && _time.GetElapsedTime(_openedAt) >= Break)
            {
                _successes = 0;
                Move(BreakerState.HalfOpen, "break_over");
            }

            permit = new BreakerPermit(_generation);
            switch (_state)
            {
                case BreakerState.Closed:
                    retryAfter = TimeSpan.Zero;
                    return true;
                case BreakerState.HalfOpen when !_probing:
                    _probing = true;
                    _leaseStart = _time.GetTimestamp();
                    retryAfter = TimeSpan.Zero;
                    return true;
                case BreakerState.HalfOpen:
                    retryAfter = _lease - _time.GetElapsedTime(_leaseStart);
                    return false;
                case BreakerState.Open:
                    retryAfter = Break - _time.GetElapsedTime(_openedAt);
                    return false;
                default:
                    retryAfter = Break;
                    return false;
            }
        }
    }

    public void Record(BreakerPermit permit, Verdict verdict)
    {
        if (verdict != Verdict.Failure && Volatile.Read(ref _calm) == permit.Generation)
        {
            return;
        }

        lock (_lock)
        {
            ExpireLease();
            if (permit.Generation != _generation)
            {
                return;
            }

            if (_state == BreakerState.Closed)
            {
                CountClosed(verdict);
                Calm();
            }
            else if (_state == BreakerState.HalfOpen && _probing)
            {
                _probing = false;
                CountProbe(verdict);
            }
        }
    }

    /// <summary>Opens it until <see cref="Reset"/>.</summary>
    public void Isolate()
    {
        lock (_lock)
        {
            Move(BreakerState.Isolated, "isolated");
        }
    }

    /// <summary>Closes it, whatever it was.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _failures = 0;
            Move(BreakerState.Closed, "reset");
        }
    }

    private void CountClosed(Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Success:
                _failures = 0;
                break;
            case Verdict.Failure when ++_failures == FailuresToOpen:
                Open(_time.GetTimestamp(), "failures");
                break;
            default:
                break;
        }
    }

    private void CountProbe(Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Failure:
                Open(_time.GetTimestamp(), "probe_failed");
                break;
            case Verdict.Success when ++_successes == SuccessesToClose:
                _failures = 0;
                Move(BreakerState.Closed, "probes_succeeded");
                break;
            default:
                break;
        }
    }

    private void ExpireLease()
    {
        if (_probing && _time.GetElapsedTime(_leaseStart) >= _lease)
        {
            // The failure happened when the lease ended, and the break is counted from there.
            Open(_leaseStart + (long)(_lease.TotalSeconds * _time.TimestampFrequency), "probe_lease_expired");
        }
    }

    private void Open(long openedAt, string cause)
    {
        _openedAt = openedAt;
        Move(BreakerState.Open, cause);
    }

    private void Calm() => Volatile.Write(ref _calm, _state == BreakerState.Closed && _failures == 0 ? _generation : -1);

    private void Move(BreakerState to, string cause)
    {
        var from = _state;
        _state = to;
        _probing = false;
        _generation++;
        Calm();
        _changed?.Invoke(new BreakerTransition(from, to, cause, _generation));
    }
}

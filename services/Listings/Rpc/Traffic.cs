namespace Migration.Listings.Rpc;

/// <summary>How many calls are under way, and whether new ones are still taken.</summary>
internal sealed class Traffic(CallLimitOptions limits)
{
    private static readonly TimeSpan OverloadPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _active;
    private volatile bool _isDraining;

    public bool IsDraining => _isDraining;

    public int Active => Volatile.Read(ref _active);

    /// <summary>Each success needs one <see cref="Leave"/>.</summary>
    /// <exception cref="Grpc.Core.RpcException">The service is ending, or has too much to do.</exception>
    public void Enter()
    {
        // Counted first: whoever waits for the calls to end must not miss one that is about to begin.
        var active = Interlocked.Increment(ref _active);
        if (_isDraining)
        {
            Leave();
            throw Failures.RefusedBeforeStart("the service is ending and takes no new calls");
        }

        if (limits.Concurrent > 0 && active > limits.Concurrent)
        {
            Leave();
            throw Failures.Overload(OverloadPause);
        }
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _active) == 0 && _isDraining)
        {
            lock (_lock)
            {
                _idle?.TrySetResult();
            }
        }
    }

    /// <summary>From now on new calls are refused; completes when those under way have ended.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            _isDraining = true;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Active == 0)
            {
                _idle.TrySetResult();
            }

#pragma warning disable VSTHRD003 // The calls under way end it, and none of them waits for this.
            return _idle.Task;
#pragma warning restore VSTHRD003
        }
    }
}

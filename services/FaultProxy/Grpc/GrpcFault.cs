namespace Migration.FaultProxy.Grpc;

/// <summary>Something that is done to calls, and to which of them: to the first n, to every nth, or to all.</summary>
/// <param name="name">Unique within the proxy.</param>
/// <param name="type">A key of <see cref="GrpcFaultTypes"/>.</param>
/// <param name="calls">The calls that are counted.</param>
/// <param name="attributes">What its type demands.</param>
internal sealed class GrpcFault(string name, string type, CallFilter calls, GrpcFaultAttributes attributes)
{
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private long _seen;
    private long _struck;

    public string Name { get; } = name;

    public string Type { get; } = type;

    public CallFilter Calls { get; } = calls;

    public GrpcFaultAttributes Attributes { get; } = attributes;

    /// <summary>Calls of the method since the fault is there.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    /// <summary>Calls that it was done to.</summary>
    public long Struck => Interlocked.Read(ref _struck);

    /// <summary>Counts a call of any method.</summary>
    /// <returns>Whether the fault is to be done to it.</returns>
    public bool Strikes(string method)
    {
        if (!Calls.Matches(method))
        {
            return false;
        }

        lock (_gate)
        {
            _seen++;
            var strikes = Calls.First > 0 ? _seen <= Calls.First : Calls.Every <= 0 || _seen % Calls.Every == 0;
            _struck += strikes ? 1 : 0;
            return strikes;
        }
    }

    /// <summary>Waits until the fault is taken away, or so long.</summary>
    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    public async Task UntilRemovedAsync(CancellationToken cancellationToken, TimeSpan? atMost = null, TimeProvider? time = null)
    {
        try
        {
            await _removed.Task.WaitAsync(atMost ?? Timeout.InfiniteTimeSpan, time ?? TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It is there still, and this call has waited long enough.
        }
    }

    public void Remove() => _removed.TrySetResult();
}

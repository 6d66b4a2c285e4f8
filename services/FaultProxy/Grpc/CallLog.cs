namespace Migration.FaultProxy.Grpc;

/// <summary>The last calls of a proxy.</summary>
internal sealed class CallLog
{
    private const int Capacity = 1000;

    private readonly Queue<CallRecord> _calls = new(Capacity);
    private readonly Lock _gate = new();

    public void Add(CallRecord call)
    {
        lock (_gate)
        {
            if (_calls.Count == Capacity)
            {
                _calls.Dequeue();
            }

            _calls.Enqueue(call);
        }
    }

    /// <summary>Those of one method, or of all, oldest first.</summary>
    public IReadOnlyList<CallRecord> Of(string? method)
    {
        var filter = new CallFilter(string.IsNullOrEmpty(method) ? CallFilter.AnyMethod : method, First: 0, Every: 0);
        lock (_gate)
        {
            return [.. _calls.Where(call => filter.Matches(call.Method))];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
        }
    }
}

using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>
/// A service's spans. The oldest goes first, except that spans of a trace with an error are set aside when their turn comes, and
/// go only when nothing else is left or when they hold more than their share of the budget.
/// <code>
///   arriving ─▶ recent ──oldest──▶ error in its trace? ──no──▶ gone
///                                        └──yes─▶ errors ──oldest, over share──▶ gone
/// </code>
/// The error may have happened in another service and after this span arrived, so it is looked up only then.
/// </summary>
internal sealed class SpanBuffer(TraceIndex traces, TelemetryLimits limits, MemoryMeter meter)
    : SignalBuffer(limits.SpansPerService, limits.BytesPerSignal, meter)
{
    private readonly Queue<Span> _recent = new();
    private readonly Queue<Span> _errors = new();
    private long _errorBytes;

    public override int Count => _recent.Count + _errors.Count;

    public IEnumerable<Span> Spans => _errors.Concat(_recent);

    private bool ErrorsExceedShare
        => _errors.Count > limits.SpansPerService * limits.ErrorShare || _errorBytes > limits.BytesPerSignal * limits.ErrorShare;

    public bool TryAdd(Span span)
    {
        if (!traces.TryAdd(span))
        {
            return false;
        }

        _recent.Enqueue(span);
        Charge(MemoryEstimate.Of(span));
        return true;
    }

    protected override void RemoveLeastMissed()
    {
        while (_recent.Count > 0 && !ErrorsExceedShare)
        {
            var span = _recent.Dequeue();
            if (!traces.HasError(span.TraceId))
            {
                Remove(span);
                return;
            }

            _errors.Enqueue(span);
            _errorBytes += MemoryEstimate.Of(span);
        }

        var oldest = _errors.Dequeue();
        _errorBytes -= MemoryEstimate.Of(oldest);
        Remove(oldest);
    }

    private void Remove(Span span)
    {
        traces.Remove(span);
        Charge(-MemoryEstimate.Of(span));
    }
}

using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>The spans of one trace over all services. Guarded by the store's lock.</summary>
internal sealed class TraceEntry(string traceId)
{
    private readonly Dictionary<string, Span> _spans = new(StringComparer.Ordinal);
    private Trace? _snapshot;

    public string TraceId { get; } = traceId;

    /// <summary>Stays true once an error was seen, also when that span itself had to go.</summary>
    public bool HasError { get; private set; }

    public int DroppedSpans { get; private set; }

    public long LastSequence { get; private set; }

    public int Count => _spans.Count;

    public IReadOnlyCollection<Span> Spans => _spans.Values;

    /// <summary>False if that span is there already: exporters send again what they got no answer for.</summary>
    public bool TryAdd(Span span)
    {
        if (!_spans.TryAdd(span.SpanId, span))
        {
            return false;
        }

        _snapshot = null;
        HasError |= span.HasError;
        LastSequence = span.Sequence;
        return true;
    }

    public void Remove(Span span)
    {
        _snapshot = null;
        _spans.Remove(span.SpanId);
        DroppedSpans++;
    }

    /// <summary>The same object until something changes: a list that is read again each moment builds only what is new.</summary>
    public Trace ToTrace() => _snapshot ??= new Trace(TraceId, _spans.Values, DroppedSpans);
}

namespace Migration.Otlp.Records;

/// <summary>All spans of one trace that are still kept, earliest first.</summary>
public sealed class Trace
{
    internal Trace(string traceId, IEnumerable<Span> spans, int droppedSpans)
    {
        TraceId = traceId;
        Spans = [.. spans.OrderBy(span => span.StartUnixNano).ThenBy(span => span.Sequence)];
        DroppedSpans = droppedSpans;
        var known = Spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        Orphans = [.. Spans.Where(span => span.ParentSpanId is { } parent && !known.Contains(parent))];
        Root = Spans.FirstOrDefault(span => span.ParentSpanId is null) ?? Spans[0];
    }

    public string TraceId { get; }

    public IReadOnlyList<Span> Spans { get; }

    /// <summary>Spans of this trace that arrived and were evicted since.</summary>
    public int DroppedSpans { get; }

    /// <summary>Spans whose parent is not there: not exported yet, evicted, or never sampled.</summary>
    public IReadOnlyList<Span> Orphans { get; }

    /// <summary>The span without parent; the earliest one while that has not arrived.</summary>
    public Span Root { get; }

    /// <summary>Exactly one beginning, and every other span hangs below one that is there.</summary>
    public bool IsConnected => Orphans.Count == 0 && Spans.Count(span => span.ParentSpanId is null) == 1;

    public bool HasError => Spans.Any(span => span.HasError);

    public DateTimeOffset Start => Spans[0].Start;

    /// <summary>From the first start to the last end.</summary>
    public TimeSpan Duration => UnixNanoseconds.Between(Spans[0].StartUnixNano, Spans.Max(span => span.EndUnixNano));

    public IReadOnlyList<string> Services => [.. Spans.Select(span => span.Resource.ServiceName).Distinct(StringComparer.Ordinal)];

    internal long LastSequence => Spans.Max(span => span.Sequence);

    /// <summary>One line a span: what a failing test shows.</summary>
    public override string ToString()
        => $"trace {TraceId}, {Spans.Count} spans, {DroppedSpans} dropped{string.Concat(Spans.Select(span => $"{Environment.NewLine}  {span}"))}";
}

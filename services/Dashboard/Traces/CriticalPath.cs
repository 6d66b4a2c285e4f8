using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>
/// Where the time of a trace went: walking back from the root's end, at each moment the deepest span that everything was waiting for.
/// <code>
///   root   ████▒▒▒▒▒▒▒▒████       ▒ waiting for a child: the child's time
///   child a     ██                not on the path: b ended later
///   child b     ████████          on the path, whole
/// </code>
/// Work that goes on after its parent has ended is cut at the parent's end: nobody waited for it.
/// </summary>
public static class CriticalPath
{
    /// <summary>The pieces of time by span id, of those spans that are on the path.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<PathPiece>> Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var children = trace.Spans
            .Where(span => span.ParentSpanId is not null && !string.Equals(span.ParentSpanId, span.SpanId, StringComparison.Ordinal))
            .ToLookup(span => span.ParentSpanId!, StringComparer.Ordinal);
        var pieces = new Dictionary<string, List<PathPiece>>(StringComparer.Ordinal);
        var pending = new Stack<(Span Span, ulong Until)>([(trace.Root, trace.Root.EndUnixNano)]);
        while (pending.TryPop(out var next))
        {
            // A broken sender can make spans that are each other's parents: each is walked once.
            if (pieces.TryAdd(next.Span.SpanId, []))
            {
                Walk(next.Span, next.Until, children, pending, pieces[next.Span.SpanId]);
            }
        }

        return pieces.Where(item => item.Value.Count > 0)
            .ToDictionary(item => item.Key, item => (IReadOnlyList<PathPiece>)item.Value, StringComparer.Ordinal);
    }

    private static void Walk(
        Span span, ulong until, ILookup<string, Span> children, Stack<(Span Span, ulong Until)> pending, List<PathPiece> own)
    {
        var last = Math.Min(until, span.EndUnixNano);
        var cursor = last;
        foreach (var child in children[span.SpanId].OrderByDescending(child => Math.Min(child.EndUnixNano, last)).ThenBy(child => child.StartUnixNano))
        {
            var end = Math.Min(child.EndUnixNano, last);
            if (end > cursor || end <= child.StartUnixNano || end <= span.StartUnixNano)
            {
                continue;
            }

            Add(own, end, cursor);
            pending.Push((child, end));
            cursor = Math.Max(child.StartUnixNano, span.StartUnixNano);
        }

        Add(own, span.StartUnixNano, cursor);
    }

    private static void Add(List<PathPiece> pieces, ulong start, ulong end)
    {
        if (end > start)
        {
            pieces.Add(new PathPiece(start, end));
        }
    }
}

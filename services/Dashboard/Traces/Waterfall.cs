using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>
/// A trace's spans in the order in which they are drawn: each below its parent, siblings by start. A span whose parent is missing
/// stands at the left; so do spans that name each other as parents, which a broken sender can make.
/// </summary>
public static class Waterfall
{
    /// <summary>A person reads no further, and what is not drawn costs nothing.</summary>
    public const int MaxRows = 10_000;

    public static IReadOnlyList<WaterfallRow> Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var known = trace.Spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        var children = trace.Spans
            .Where(span => span.ParentSpanId is { } parent && known.Contains(parent))
            .ToLookup(span => span.ParentSpanId!, StringComparer.Ordinal);
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        List<WaterfallRow> rows = [];
        foreach (var span in trace.Spans.Where(span => span.ParentSpanId is null || !known.Contains(span.ParentSpanId)).Concat(trace.Spans))
        {
            Draw(span);
        }

        CountDescendants(rows);
        return rows;

        // With a stack of its own: a chain of spans can be longer than the thread's stack is deep.
        void Draw(Span top)
        {
            var pending = new Stack<(Span Span, int Depth)>([(top, 0)]);
            while (rows.Count < MaxRows && pending.TryPop(out var next))
            {
                if (drawn.Add(next.Span.SpanId))
                {
                    rows.Add(new WaterfallRow(
                        next.Span, next.Depth, OffsetOf(trace, next.Span.Start - trace.Start), OffsetOf(trace, next.Span.Duration), Descendants: 0));
                    foreach (var child in children[next.Span.SpanId].Reverse())
                    {
                        pending.Push((child, next.Depth + 1));
                    }
                }
            }
        }
    }

    /// <summary>Where a moment of the trace lies, in percent of its duration.</summary>
    public static double OffsetOf(Trace trace, TimeSpan time)
        => trace is { Duration: var whole } && whole > TimeSpan.Zero ? Math.Clamp(100 * (time / whole), 0, 100) : 0;

    /// <summary>The rows below each: those that follow it until one stands as far left as itself.</summary>
    private static void CountDescendants(List<WaterfallRow> rows)
    {
        var open = new Stack<int>();
        for (var index = 0; index <= rows.Count; index++)
        {
            while (open.TryPeek(out var top) && (index == rows.Count || rows[index].Depth <= rows[top].Depth))
            {
                rows[top] = rows[top] with { Descendants = index - top - 1 };
                open.Pop();
            }

            open.Push(index);
        }
    }
}

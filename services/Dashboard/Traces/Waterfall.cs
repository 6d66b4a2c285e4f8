using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>
/// A trace's spans in the order in which they are drawn: each below its parent, siblings by start. A span whose parent is missing
/// stands at the left; so do spans that name each other as parents, which a broken sender can make.
/// </summary>
internal static class Waterfall
{
    /// <summary>A browser draws so many rows quickly.</summary>
    public const int MaxRows = 2_000;

    public static IReadOnlyList<WaterfallRow> Of(Trace trace)
    {
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

        return rows;

        // With a stack of its own: a chain of spans can be longer than the thread's stack is deep.
        void Draw(Span top)
        {
            var pending = new Stack<(Span Span, int Depth)>([(top, 0)]);
            while (rows.Count < MaxRows && pending.TryPop(out var next))
            {
                if (drawn.Add(next.Span.SpanId))
                {
                    rows.Add(new WaterfallRow(next.Span, next.Depth, OffsetOf(trace, next.Span.Start - trace.Start), OffsetOf(trace, next.Span.Duration)));
                    foreach (var child in children[next.Span.SpanId].Reverse())
                    {
                        pending.Push((child, next.Depth + 1));
                    }
                }
            }
        }
    }

    private static double OffsetOf(Trace trace, TimeSpan time) => trace.Duration > TimeSpan.Zero ? 100 * (time / trace.Duration) : 0;
}

using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>One operation in two traces: how long each was waited for it.</summary>
public sealed record TraceDifference(string Resource, string Name, TraceDifference.Side First, TraceDifference.Side Second)
{
    public TimeSpan Difference => Second.OnPath - First.OnPath;

    /// <summary>The largest difference first.</summary>
    public static IReadOnlyList<TraceDifference> Of(Trace first, Trace second)
    {
        var (left, right) = (Sides(first), Sides(second));
        return [.. left.Keys.Union(right.Keys)
            .Select(key => new TraceDifference(key.Resource, key.Name, left.GetValueOrDefault(key, Side.None), right.GetValueOrDefault(key, Side.None)))
            .OrderByDescending(line => line.Difference.Duration())];
    }

    private static Dictionary<(string Resource, string Name), Side> Sides(Trace trace)
    {
        var path = CriticalPath.Of(trace);
        return trace.Spans.GroupBy(span => (span.Resource.ServiceName, span.Name)).ToDictionary(
            group => group.Key,
            group => new Side(group.Count(), group.Count(span => span.HasError), TimeSpan.FromTicks(group.Sum(OnPath))));

        long OnPath(Span span) => path.TryGetValue(span.SpanId, out var pieces) ? pieces.Sum(piece => (long)(piece.EndUnixNano - piece.StartUnixNano) / 100) : 0;
    }

    /// <summary>What one of the two traces has of an operation.</summary>
    public sealed record Side(int Spans, int Errors, TimeSpan OnPath)
    {
        internal static readonly Side None = new(0, 0, TimeSpan.Zero);
    }
}

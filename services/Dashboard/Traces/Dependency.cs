using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>The calls of one to another.</summary>
public sealed record Dependency(string From, string To, int Calls, int Errors, TimeSpan P50, TimeSpan P95)
{
    public static Dependency Of(string from, string to, IEnumerable<Span> spans)
    {
        var calls = spans.ToArray();
        var durations = calls.Select(span => span.Duration).Order().ToArray();
        return new Dependency(from, to, calls.Length, calls.Count(span => span.HasError), Operation.Percentile(durations, 0.50), Operation.Percentile(durations, 0.95));
    }
}

using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>All kept spans of one name in one resource, and how long they took.</summary>
public sealed record Operation(string Resource, string Name, SpanKind Kind)
{
    private const string Separator = ": ";

    public int Count { get; init; }

    public int Errors { get; init; }

    public TimeSpan P50 { get; init; }

    public TimeSpan P95 { get; init; }

    public TimeSpan P99 { get; init; }

    public TimeSpan Max { get; init; }

    public string Key => KeyOf(Resource, Name);

    public static bool IsKeyOf(string key, Span span)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(span);
        return key.Length == span.Resource.ServiceName.Length + Separator.Length + span.Name.Length
            && key.StartsWith(span.Resource.ServiceName, StringComparison.Ordinal)
            && key.EndsWith(span.Name, StringComparison.Ordinal);
    }

    public static IReadOnlyList<Operation> Of(IEnumerable<Span> spans)
        => [.. spans.GroupBy(span => (span.Resource.ServiceName, span.Name, span.Kind)).Select(Measure)];

    private static string KeyOf(string resource, string name) => resource + Separator + name;

    private static Operation Measure(IGrouping<(string Resource, string Name, SpanKind Kind), Span> spans)
    {
        var durations = spans.Select(span => span.Duration).Order().ToArray();
        return new Operation(spans.Key.Resource, spans.Key.Name, spans.Key.Kind)
        {
            Count = durations.Length,
            Errors = spans.Count(span => span.HasError),
            P50 = Percentile(durations, 0.50),
            P95 = Percentile(durations, 0.95),
            P99 = Percentile(durations, 0.99),
            Max = durations[^1],
        };
    }

    /// <summary>The nearest rank: a duration that was measured, not one between two.</summary>
    internal static TimeSpan Percentile(TimeSpan[] sorted, double share)
        => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}

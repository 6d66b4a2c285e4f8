using Migration.Otlp.Records;

namespace Migration.Otlp.Querying;

/// <summary>Which log records; what is not set does not narrow.</summary>
public sealed record LogQuery
{
    internal static readonly LogQuery All = new();

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }

    /// <summary>The exact service name.</summary>
    public string? Service { get; init; }

    public LogSeverity? MinSeverity { get; init; }

    /// <summary>Text that the message, the category or an attribute contains, whatever its case.</summary>
    public string? Search { get; init; }

    public Func<LogRecord, bool>? Where { get; init; }

    /// <summary>The latest so many.</summary>
    public int Limit { get; init; } = int.MaxValue;

    internal bool Matches(LogRecord record)
        => (TraceId is null || string.Equals(record.TraceId, TraceId, StringComparison.OrdinalIgnoreCase))
            && (SpanId is null || string.Equals(record.SpanId, SpanId, StringComparison.OrdinalIgnoreCase))
            && (Service is null || string.Equals(record.Resource.ServiceName, Service, StringComparison.Ordinal))
            && (MinSeverity is null || record.Severity >= MinSeverity)
            && (string.IsNullOrEmpty(Search) || Mentions(record, Search))
            && (Where is null || Where(record));

    private static bool Mentions(LogRecord record, string text)
        => record.Message.Contains(text, StringComparison.OrdinalIgnoreCase)
            || record.Scope.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || record.Attributes.Contains(text);
}

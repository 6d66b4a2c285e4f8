using Migration.Otlp.Records;

namespace Migration.Otlp.Querying;

/// <summary>Which traces; what is not set does not narrow.</summary>
public sealed record TraceQuery
{
    internal static readonly TraceQuery All = new();

    /// <summary>The exact name of a service that took part.</summary>
    public string? Service { get; init; }

    public bool? HasError { get; init; }

    /// <summary>Its id, or text that one of its spans mentions, whatever its case.</summary>
    public string? Search { get; init; }

    public TimeSpan? MinDuration { get; init; }

    public Func<Trace, bool>? Where { get; init; }

    /// <summary>The latest so many.</summary>
    public int Limit { get; init; } = int.MaxValue;

    internal bool Matches(Trace trace)
        => (Service is null || trace.Spans.Any(span => string.Equals(span.Resource.ServiceName, Service, StringComparison.Ordinal)))
            && (HasError is null || trace.HasError == HasError)
            && (MinDuration is null || trace.Duration >= MinDuration)
            && (string.IsNullOrEmpty(Search)
                || string.Equals(trace.TraceId, Search, StringComparison.OrdinalIgnoreCase)
                || trace.Spans.Any(span => SpanQuery.Mentions(span, Search)))
            && (Where is null || Where(trace));
}

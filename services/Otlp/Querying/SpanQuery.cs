using Migration.Otlp.Records;

namespace Migration.Otlp.Querying;

/// <summary>Which spans; what is not set does not narrow.</summary>
public sealed record SpanQuery
{
    internal static readonly SpanQuery All = new();

    public string? TraceId { get; init; }

    /// <summary>The exact service name.</summary>
    public string? Service { get; init; }

    public bool? HasError { get; init; }

    /// <summary>Text that the name, the status message or an attribute contains, whatever its case.</summary>
    public string? Search { get; init; }

    public TimeSpan? MinDuration { get; init; }

    public Func<Span, bool>? Where { get; init; }

    /// <summary>The latest so many.</summary>
    public int Limit { get; init; } = int.MaxValue;

    internal bool Matches(Span span)
        => (TraceId is null || string.Equals(span.TraceId, TraceId, StringComparison.OrdinalIgnoreCase))
            && (Service is null || string.Equals(span.Resource.ServiceName, Service, StringComparison.Ordinal))
            && (HasError is null || span.HasError == HasError)
            && (MinDuration is null || span.Duration >= MinDuration)
            && (string.IsNullOrEmpty(Search) || Mentions(span, Search))
            && (Where is null || Where(span));

    internal static bool Mentions(Span span, string text)
        => span.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || span.StatusMessage.Contains(text, StringComparison.OrdinalIgnoreCase)
            || span.Attributes.Contains(text);
}

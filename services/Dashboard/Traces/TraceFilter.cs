using Migration.Dashboard.Attributes;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Traces;

/// <summary>What the list shows: every part of it is in the page's address.</summary>
public sealed record TraceFilter
{
    /// <summary>A person looks through no more, and a browser gets no more to hold.</summary>
    public const int MaxShown = 1_000;

    public string? Search { get; init; }

    public string? Resource { get; init; }

    public bool ErrorsOnly { get; init; }

    public double? MinMilliseconds { get; init; }

    /// <summary>A resource and a span's name in one text, as <see cref="Operation.Key"/> has it.</summary>
    public string? Operation { get; init; }

    /// <summary>One span must meet all of them: two that are met in different places say nothing of either.</summary>
    public IReadOnlyList<AttributeCondition> Conditions { get; init; } = [];

    public TraceSort Sort { get; init; }

    public bool IsEmpty => Search is null && Resource is null && !ErrorsOnly && MinMilliseconds is null && Operation is null && Conditions.Count == 0;

    public Trace[] Select(TelemetryStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var query = new TraceQuery
        {
            Search = Search,
            Service = Resource,
            HasError = ErrorsOnly ? true : null,
            MinDuration = MinMilliseconds is { } minimum ? TimeSpan.FromMilliseconds(Math.Clamp(minimum, 0, 86_400_000)) : null,
            Where = Operation is null && Conditions.Count == 0 ? null : trace => trace.Spans.Any(Matches),
            Limit = Sort == TraceSort.Newest ? MaxShown : int.MaxValue,
        };
        var traces = store.GetTraces(query);
        return Sort switch
        {
            TraceSort.Slowest => [.. traces.OrderByDescending(trace => trace.Duration).Take(MaxShown)],
            TraceSort.Fastest => [.. traces.OrderBy(trace => trace.Duration).Take(MaxShown)],
            TraceSort.Spans => [.. traces.OrderByDescending(trace => trace.Spans.Count).Take(MaxShown)],
            _ => [.. traces.OrderByDescending(trace => trace.Start)],
        };
    }

    private bool Matches(Span span)
        => (Operation is null || Traces.Operation.IsKeyOf(Operation, span)) && Conditions.All(condition => condition.Matches(span.Attributes));
}

namespace Migration.Otlp.Records;

/// <summary>One finished operation of one process. Ids are lower-case hexadecimal.</summary>
public sealed record Span
{
    public required TelemetryResource Resource { get; init; }

    public required TelemetryScope Scope { get; init; }

    public required string TraceId { get; init; }

    public required string SpanId { get; init; }

    /// <summary>Null for the first span of a trace.</summary>
    public string? ParentSpanId { get; init; }

    public required string Name { get; init; }

    public SpanKind Kind { get; init; }

    public ulong StartUnixNano { get; init; }

    public ulong EndUnixNano { get; init; }

    public SpanStatus Status { get; init; }

    public string StatusMessage { get; init; } = string.Empty;

    public string TraceState { get; init; } = string.Empty;

    public TelemetryAttributes Attributes { get; init; } = TelemetryAttributes.Empty;

    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    /// <summary>Position in the order of arrival, over all signals.</summary>
    public long Sequence { get; internal set; }

    public DateTimeOffset Start => UnixNanoseconds.ToTime(StartUnixNano);

    public DateTimeOffset End => UnixNanoseconds.ToTime(EndUnixNano);

    public TimeSpan Duration => UnixNanoseconds.Between(StartUnixNano, EndUnixNano);

    public bool HasError => Status == SpanStatus.Error;

    /// <summary>A call to a database, by OpenTelemetry's old or new attribute name.</summary>
    public bool IsDatabase => Attributes.TryGet("db.system.name", out _) || Attributes.TryGet("db.system", out _);

    public override string ToString()
        => $"{Resource.ServiceName} {Kind} \"{Name}\" {Duration.TotalMilliseconds:0.###} ms span {SpanId} parent {ParentSpanId ?? "none"} trace {TraceId}{(HasError ? $" ERROR {StatusMessage}" : string.Empty)}";
}

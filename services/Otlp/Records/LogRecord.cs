namespace Migration.Otlp.Records;

/// <summary>One line of structured log. Ids are lower-case hexadecimal, null where it belongs to no span.</summary>
public sealed record LogRecord
{
    public required TelemetryResource Resource { get; init; }

    /// <summary>Its name is the logger's category.</summary>
    public required TelemetryScope Scope { get; init; }

    public ulong UnixNano { get; init; }

    public LogSeverity Severity { get; init; }

    /// <summary>The level as the sender calls it.</summary>
    public string SeverityText { get; init; } = string.Empty;

    /// <summary>The message as it is read, with its values filled in if the sender did so.</summary>
    public string Message { get; init; } = string.Empty;

    public string EventName { get; init; } = string.Empty;

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }

    public TelemetryAttributes Attributes { get; init; } = TelemetryAttributes.Empty;

    /// <summary>Position in the order of arrival, over all signals.</summary>
    public long Sequence { get; internal set; }

    public DateTimeOffset Time => UnixNanoseconds.ToTime(UnixNano);

    public override string ToString()
        => $"{Time:HH:mm:ss.fff} {Resource.ServiceName} {Severity} {Scope.Name}: {Message}";
}

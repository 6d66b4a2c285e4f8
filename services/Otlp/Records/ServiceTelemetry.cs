namespace Migration.Otlp.Records;

/// <summary>What is kept of one service, all its instances together, and what is not.</summary>
public sealed record ServiceTelemetry(string ServiceName, IReadOnlyList<TelemetryResource> Instances)
{
    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public required SignalTotals Spans { get; init; }

    public required SignalTotals Logs { get; init; }

    /// <summary>In points, not in series.</summary>
    public required SignalTotals Metrics { get; init; }
}

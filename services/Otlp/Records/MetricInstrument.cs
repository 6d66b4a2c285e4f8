namespace Migration.Otlp.Records;

/// <summary>One counter, gauge or histogram of one process.</summary>
public sealed record MetricInstrument
{
    public required TelemetryResource Resource { get; init; }

    /// <summary>Its name is the meter's.</summary>
    public required TelemetryScope Scope { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = string.Empty;

    public string Unit { get; init; } = string.Empty;

    public InstrumentKind Kind { get; init; }

    public MetricTemporality Temporality { get; init; }

    /// <summary>True for a sum that only ever grows.</summary>
    public bool IsMonotonic { get; init; }

    public override string ToString() => $"{Resource.ServiceName} {Scope.Name} {Name}";
}

using Migration.Otlp.Records;

namespace Migration.Otlp.Querying;

/// <summary>Which series; what is not set does not narrow.</summary>
public sealed record MetricQuery
{
    internal static readonly MetricQuery All = new();

    /// <summary>The exact service name.</summary>
    public string? Service { get; init; }

    /// <summary>The exact meter name.</summary>
    public string? Meter { get; init; }

    /// <summary>The exact instrument name.</summary>
    public string? Instrument { get; init; }

    /// <summary>Text that the instrument's name, its description or an attribute contains, whatever its case.</summary>
    public string? Search { get; init; }

    /// <summary>Series, not points.</summary>
    public int Limit { get; init; } = int.MaxValue;

    internal bool Matches(MetricInstrument instrument, TelemetryAttributes attributes)
        => (Service is null || string.Equals(instrument.Resource.ServiceName, Service, StringComparison.Ordinal))
            && (Meter is null || string.Equals(instrument.Scope.Name, Meter, StringComparison.Ordinal))
            && (Instrument is null || string.Equals(instrument.Name, Instrument, StringComparison.Ordinal))
            && (string.IsNullOrEmpty(Search)
                || instrument.Name.Contains(Search, StringComparison.OrdinalIgnoreCase)
                || instrument.Description.Contains(Search, StringComparison.OrdinalIgnoreCase)
                || attributes.Contains(Search));
}

namespace Migration.Otlp.Records;

/// <summary>One point with the series that it belongs to.</summary>
public sealed record MetricSample(MetricInstrument Instrument, TelemetryAttributes Attributes, MetricPoint Point)
{
    public override string ToString() => $"{Instrument} {Attributes} = {Point}";
}

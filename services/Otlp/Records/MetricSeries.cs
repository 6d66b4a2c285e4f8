namespace Migration.Otlp.Records;

/// <summary>An instrument's kept points for one combination of attributes, oldest first.</summary>
public sealed record MetricSeries(MetricInstrument Instrument, TelemetryAttributes Attributes, IReadOnlyList<MetricPoint> Points)
{
    public MetricPoint Latest => Points[^1];
}

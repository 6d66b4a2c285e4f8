namespace Migration.Otlp.Records;

/// <summary>What an instrument's points are.</summary>
public enum InstrumentKind
{
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}

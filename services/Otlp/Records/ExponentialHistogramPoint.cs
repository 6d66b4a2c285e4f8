namespace Migration.Otlp.Records;

/// <summary>
/// Counts per bucket of exponential width: with base = 2^(2^-<see cref="Scale"/>), the i-th positive count is of the values in
/// (base^(offset + i), base^(offset + i + 1)].
/// </summary>
public sealed record ExponentialHistogramPoint(ulong Count, int Scale) : MetricPoint
{
    public double? Sum { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public ulong ZeroCount { get; init; }

    public double ZeroThreshold { get; init; }

    public ExponentialBuckets Positive { get; init; } = ExponentialBuckets.None;

    public ExponentialBuckets Negative { get; init; } = ExponentialBuckets.None;
}

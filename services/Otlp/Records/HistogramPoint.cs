namespace Migration.Otlp.Records;

/// <summary>
/// Counts per bucket. <c>Counts[i]</c> counts the values in (<c>Bounds[i - 1]</c>, <c>Bounds[i]</c>]; there is one count more
/// than there are bounds, or neither if only the totals were sent.
/// </summary>
public sealed record HistogramPoint(ulong Count, IReadOnlyList<double> Bounds, IReadOnlyList<ulong> Counts) : MetricPoint
{
    public double? Sum { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }
}

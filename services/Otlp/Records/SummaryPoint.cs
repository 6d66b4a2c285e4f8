namespace Migration.Otlp.Records;

/// <summary>Quantiles that the sender has computed itself.</summary>
public sealed record SummaryPoint(ulong Count, double Sum, IReadOnlyList<SummaryQuantile> Quantiles) : MetricPoint;

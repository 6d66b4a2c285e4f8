namespace Migration.Otlp.Records;

/// <summary>The value below which the share <paramref name="Quantile"/> (0 to 1) of all values lies.</summary>
public sealed record SummaryQuantile(double Quantile, double Value);

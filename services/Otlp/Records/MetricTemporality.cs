namespace Migration.Otlp.Records;

/// <summary>Whether a point counts since the start (cumulative) or since the point before (delta). The numbers are OTLP's.</summary>
public enum MetricTemporality
{
    Unspecified = 0,
    Delta = 1,
    Cumulative = 2,
}

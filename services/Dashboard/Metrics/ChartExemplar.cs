namespace Migration.Dashboard.Metrics;

/// <summary>A single measured value with the request that it was measured in.</summary>
public sealed record ChartExemplar(double Time, double Value, string TraceId, string? SpanId);

namespace Migration.Otlp.Records;

/// <summary>One measured value that shows where a point comes from: its span, if it was measured in one.</summary>
public sealed record MetricExemplar(double Value, ulong UnixNano, string? TraceId, string? SpanId);

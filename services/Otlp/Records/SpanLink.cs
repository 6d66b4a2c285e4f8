namespace Migration.Otlp.Records;

/// <summary>A span of another trace that this one belongs with, such as the change that an outbox job carries.</summary>
public sealed record SpanLink(string TraceId, string SpanId, TelemetryAttributes Attributes);

namespace Migration.Otlp.Records;

/// <summary>Something that happened at one moment of a span, an exception most often.</summary>
public sealed record SpanEvent(string Name, ulong UnixNano, TelemetryAttributes Attributes)
{
    public DateTimeOffset Time => UnixNanoseconds.ToTime(UnixNano);
}

using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Receiving;

/// <summary>Spans off the wire; those without valid ids are left out.</summary>
internal sealed class SpanReader(TelemetryLimits limits)
{
    private static readonly Protos.Status NoStatus = new();

    private readonly AttributeReader _attributes = new(limits);

    public IEnumerable<Span> Read(TelemetryResource resource, Protos.ScopeSpans spans)
    {
        var scope = _attributes.ReadScope(spans.Scope);
        foreach (var span in spans.Spans)
        {
            if (TelemetryId.TraceId(span.TraceId) is { } traceId && TelemetryId.SpanId(span.SpanId) is { } spanId)
            {
                yield return new Span
                {
                    Resource = resource,
                    Scope = scope,
                    TraceId = traceId,
                    SpanId = spanId,
                    ParentSpanId = TelemetryId.SpanId(span.ParentSpanId),
                    Name = _attributes.Text(span.Name),
                    Kind = KnownOr((SpanKind)span.Kind, SpanKind.Unspecified),
                    StartUnixNano = span.StartTimeUnixNano,
                    EndUnixNano = span.EndTimeUnixNano,
                    Status = KnownOr((SpanStatus)(span.Status ?? NoStatus).Code, SpanStatus.Unset),
                    StatusMessage = _attributes.Text((span.Status ?? NoStatus).Message),
                    TraceState = _attributes.Text(span.TraceState),
                    Attributes = _attributes.Read(span.Attributes),
                    Events = [.. span.Events.Take(limits.MaxDetails).Select(Event)],
                    Links = [.. span.Links.Take(limits.MaxDetails).Select(Link)],
                };
            }
        }
    }

    private static TEnum KnownOr<TEnum>(TEnum value, TEnum fallback)
        where TEnum : struct, Enum
        => Enum.IsDefined(value) ? value : fallback;

    private SpanEvent Event(Protos.Span.Types.Event item) => new(_attributes.Text(item.Name), item.TimeUnixNano, _attributes.Read(item.Attributes));

    private SpanLink Link(Protos.Span.Types.Link link)
        => new(TelemetryId.TraceId(link.TraceId) ?? string.Empty, TelemetryId.SpanId(link.SpanId) ?? string.Empty, _attributes.Read(link.Attributes));
}

using Migration.Otlp.Archiving;
using Migration.Otlp.Protos;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Receiving;

internal sealed class TraceReceiver(TelemetryStore store, TelemetryArchive? archive = null) : SignalReceiver<ExportTraceServiceRequest, ExportTraceServiceResponse>(store, archive)
{
    private const string InvalidIds = "A span's trace id must have 16 bytes and its span id 8 bytes, not all zero.";

    private readonly SpanReader _reader = new(store.Limits);

    protected override void DecodeIds(ExportTraceServiceRequest request)
    {
        foreach (var span in request.ResourceSpans.SelectMany(resource => resource.ScopeSpans).SelectMany(scope => scope.Spans))
        {
            span.TraceId = TelemetryId.FromJson(span.TraceId);
            span.SpanId = TelemetryId.FromJson(span.SpanId);
            span.ParentSpanId = TelemetryId.FromJson(span.ParentSpanId);
            foreach (var link in span.Links)
            {
                link.TraceId = TelemetryId.FromJson(link.TraceId);
                link.SpanId = TelemetryId.FromJson(link.SpanId);
            }
        }
    }

    protected override void Keep(ExportTraceServiceRequest request, ExportOutcome outcome)
    {
        foreach (var batch in request.ResourceSpans)
        {
            var sent = batch.ScopeSpans.Sum(scope => scope.Spans.Count);
            if (Register(batch.Resource, sent, outcome) is { } resource)
            {
                List<Records.Span> spans = [.. batch.ScopeSpans.SelectMany(scope => _reader.Read(resource, scope))];
                Store.Add(resource, spans, invalid: sent - spans.Count);
                outcome.Reject(sent - spans.Count, InvalidIds);
            }
        }
    }

    protected override ExportTraceServiceResponse Answer(ExportOutcome outcome)
        => new() { PartialSuccess = new ExportTracePartialSuccess { RejectedSpans = outcome.Rejected, ErrorMessage = outcome.Reason } };
}

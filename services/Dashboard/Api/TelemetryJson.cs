using Migration.Otlp.Records;

namespace Migration.Dashboard.Api;

/// <summary>What the API answers, item by item. Durations in milliseconds, times as ISO 8601 in UTC, ids in hexadecimal.</summary>
internal static class TelemetryJson
{
    public static object Of(ServiceTelemetry service) => new
    {
        name = service.ServiceName,
        instances = service.Instances.Select(instance => new { id = instance.InstanceId, attributes = instance.Attributes }),
        firstSeen = service.FirstSeen,
        lastSeen = service.LastSeen,
        spans = service.Spans,
        logs = service.Logs,
        metrics = service.Metrics,
    };

    public static object Summary(Trace trace) => new
    {
        traceId = trace.TraceId,
        name = trace.Root.Name,
        resource = trace.Root.Resource.ServiceName,
        start = trace.Start,
        durationMs = trace.Duration.TotalMilliseconds,
        hasError = trace.HasError,
        spans = trace.Spans.Count,
        droppedSpans = trace.DroppedSpans,
        resources = trace.Services,
    };

    public static object Of(Trace trace) => new
    {
        traceId = trace.TraceId,
        start = trace.Start,
        durationMs = trace.Duration.TotalMilliseconds,
        hasError = trace.HasError,
        isConnected = trace.IsConnected,
        droppedSpans = trace.DroppedSpans,
        spans = trace.Spans.Select(Of),
    };

    public static object Of(Span span) => new
    {
        resource = span.Resource.ServiceName,
        instance = span.Resource.InstanceId,
        scope = span.Scope.Name,
        traceId = span.TraceId,
        spanId = span.SpanId,
        parentSpanId = span.ParentSpanId,
        name = span.Name,
        kind = span.Kind.ToString(),
        start = span.Start,
        durationMs = span.Duration.TotalMilliseconds,
        status = span.Status.ToString(),
        statusMessage = span.StatusMessage,
        attributes = span.Attributes,
        events = span.Events.Select(item => new { name = item.Name, time = item.Time, attributes = item.Attributes }),
        links = span.Links.Select(link => new { traceId = link.TraceId, spanId = link.SpanId, attributes = link.Attributes }),
    };

    public static object Of(LogRecord record) => new
    {
        resource = record.Resource.ServiceName,
        instance = record.Resource.InstanceId,
        category = record.Scope.Name,
        time = record.Time,
        severity = record.Severity.ToString(),
        message = record.Message,
        eventName = record.EventName,
        traceId = record.TraceId,
        spanId = record.SpanId,
        attributes = record.Attributes,
    };

    public static object Of(MetricSeries series) => new
    {
        resource = series.Instrument.Resource.ServiceName,
        instance = series.Instrument.Resource.InstanceId,
        meter = series.Instrument.Scope.Name,
        instrument = series.Instrument.Name,
        description = series.Instrument.Description,
        unit = series.Instrument.Unit,
        kind = series.Instrument.Kind.ToString(),
        temporality = series.Instrument.Temporality.ToString(),
        isMonotonic = series.Instrument.IsMonotonic,
        attributes = series.Attributes,
        points = series.Points.Select(point => (object)point),
    };
}

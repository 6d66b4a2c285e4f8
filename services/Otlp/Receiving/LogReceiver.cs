using Migration.Otlp.Archiving;
using Migration.Otlp.Protos;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Receiving;

internal sealed class LogReceiver(TelemetryStore store, TelemetryArchive? archive = null) : SignalReceiver<ExportLogsServiceRequest, ExportLogsServiceResponse>(store, archive)
{
    private readonly AttributeReader _attributes = new(store.Limits);

    protected override void DecodeIds(ExportLogsServiceRequest request)
    {
        foreach (var record in request.ResourceLogs.SelectMany(resource => resource.ScopeLogs).SelectMany(scope => scope.LogRecords))
        {
            record.TraceId = TelemetryId.FromJson(record.TraceId);
            record.SpanId = TelemetryId.FromJson(record.SpanId);
        }
    }

    protected override void Keep(ExportLogsServiceRequest request, ExportOutcome outcome)
    {
        foreach (var batch in request.ResourceLogs)
        {
            if (Register(batch.Resource, batch.ScopeLogs.Sum(scope => scope.LogRecords.Count), outcome) is { } resource)
            {
                Store.Add(resource, [.. batch.ScopeLogs.SelectMany(scope => Read(resource, scope))]);
            }
        }
    }

    protected override ExportLogsServiceResponse Answer(ExportOutcome outcome)
        => new() { PartialSuccess = new ExportLogsPartialSuccess { RejectedLogRecords = outcome.Rejected, ErrorMessage = outcome.Reason } };

    private IEnumerable<Records.LogRecord> Read(TelemetryResource resource, ScopeLogs logs)
    {
        var scope = _attributes.ReadScope(logs.Scope);
        return logs.LogRecords.Select(record => new Records.LogRecord
        {
            Resource = resource,
            Scope = scope,
            UnixNano = record.TimeUnixNano == 0 ? record.ObservedTimeUnixNano : record.TimeUnixNano,
            Severity = SeverityOf(record.SeverityNumber),
            SeverityText = _attributes.Text(record.SeverityText),
            Message = _attributes.Body(record.Body),
            EventName = _attributes.Text(record.EventName),
            TraceId = TelemetryId.TraceId(record.TraceId),
            SpanId = TelemetryId.SpanId(record.SpanId),
            Attributes = _attributes.Read(record.Attributes),
        });
    }

    /// <summary>Down to the lowest of the four grades of its level: 9, 10, 11 and 12 are all Information.</summary>
    private static LogSeverity SeverityOf(SeverityNumber number)
        => number is < SeverityNumber.Trace or > SeverityNumber.Fatal4
            ? LogSeverity.Unspecified
            : (LogSeverity)((((int)number - 1) / 4 * 4) + 1);
}

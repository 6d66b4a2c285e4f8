using Migration.Otlp.Archiving;
using Migration.Otlp.Protos;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Receiving;

internal sealed class MetricReceiver(TelemetryStore store, TelemetryArchive? archive = null) : SignalReceiver<ExportMetricsServiceRequest, ExportMetricsServiceResponse>(store, archive)
{
    private readonly MetricReader _reader = new(store.Limits);

    protected override void DecodeIds(ExportMetricsServiceRequest request)
    {
        var metrics = request.ResourceMetrics.SelectMany(resource => resource.ScopeMetrics).SelectMany(scope => scope.Metrics);
        foreach (var exemplar in metrics.SelectMany(MetricReader.ExemplarsOf))
        {
            exemplar.TraceId = TelemetryId.FromJson(exemplar.TraceId);
            exemplar.SpanId = TelemetryId.FromJson(exemplar.SpanId);
        }
    }

    protected override void Keep(ExportMetricsServiceRequest request, ExportOutcome outcome)
    {
        foreach (var batch in request.ResourceMetrics)
        {
            var sent = batch.ScopeMetrics.SelectMany(scope => scope.Metrics).Sum(MetricReader.CountOf);
            if (Register(batch.Resource, sent, outcome) is { } resource)
            {
                List<MetricSample> samples = [.. batch.ScopeMetrics.SelectMany(scope => _reader.Read(resource, scope))];
                var invalid = sent - samples.Count;
                var refused = Store.Add(resource, samples, invalid);
                outcome.Reject(invalid, $"A histogram point has more than {Store.Limits.MaxBuckets} buckets, or not one count more than bounds.");
                outcome.Reject(refused, $"Service '{resource.ServiceName}' has more than {Store.Limits.SeriesPerService} series.");
            }
        }
    }

    protected override ExportMetricsServiceResponse Answer(ExportOutcome outcome)
        => new() { PartialSuccess = new ExportMetricsPartialSuccess { RejectedDataPoints = outcome.Rejected, ErrorMessage = outcome.Reason } };
}

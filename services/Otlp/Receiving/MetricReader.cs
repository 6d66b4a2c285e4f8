using Google.Protobuf.Collections;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Receiving;

/// <summary>Metric points off the wire; histograms whose buckets make no sense or are too many are left out.</summary>
internal sealed class MetricReader(TelemetryLimits limits)
{
    private readonly AttributeReader _attributes = new(limits);

    public static int CountOf(Protos.Metric metric) => metric.DataCase switch
    {
        Protos.Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Count,
        Protos.Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Count,
        Protos.Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Count,
        Protos.Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Count,
        Protos.Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Count,
        _ => 0,
    };

    public static IEnumerable<Protos.Exemplar> ExemplarsOf(Protos.Metric metric) => metric.DataCase switch
    {
        Protos.Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.SelectMany(point => point.Exemplars),
        Protos.Metric.DataOneofCase.Sum => metric.Sum.DataPoints.SelectMany(point => point.Exemplars),
        Protos.Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.SelectMany(point => point.Exemplars),
        Protos.Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.SelectMany(point => point.Exemplars),
        _ => [],
    };

    public IEnumerable<MetricSample> Read(TelemetryResource resource, Protos.ScopeMetrics metrics)
    {
        var scope = _attributes.ReadScope(metrics.Scope);
        return metrics.Metrics.SelectMany(metric =>
        {
            var instrument = ReadInstrument(resource, scope, metric);
            return ReadPoints(metric).Select(point => new MetricSample(instrument, point.Attributes, point.Point));
        });
    }

    private static bool HasSaneBuckets(Protos.HistogramDataPoint point, int most)
        => point.BucketCounts.Count <= most
            && (point.BucketCounts.Count == 0 ? point.ExplicitBounds.Count == 0 : point.BucketCounts.Count == point.ExplicitBounds.Count + 1);

    private static ExponentialBuckets Buckets(Protos.ExponentialHistogramDataPoint.Types.Buckets? buckets)
        => buckets is null ? ExponentialBuckets.None : new ExponentialBuckets(buckets.Offset, [.. buckets.BucketCounts]);

    private MetricInstrument ReadInstrument(TelemetryResource resource, TelemetryScope scope, Protos.Metric metric) => new()
    {
        Resource = resource,
        Scope = scope,
        Name = _attributes.Text(metric.Name),
        Description = _attributes.Text(metric.Description),
        Unit = _attributes.Text(metric.Unit),
        Kind = metric.DataCase switch
        {
            Protos.Metric.DataOneofCase.Sum => InstrumentKind.Sum,
            Protos.Metric.DataOneofCase.Histogram => InstrumentKind.Histogram,
            Protos.Metric.DataOneofCase.ExponentialHistogram => InstrumentKind.ExponentialHistogram,
            Protos.Metric.DataOneofCase.Summary => InstrumentKind.Summary,
            _ => InstrumentKind.Gauge,
        },
        Temporality = (MetricTemporality)(metric.DataCase switch
        {
            Protos.Metric.DataOneofCase.Sum => metric.Sum.AggregationTemporality,
            Protos.Metric.DataOneofCase.Histogram => metric.Histogram.AggregationTemporality,
            Protos.Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.AggregationTemporality,
            _ => Protos.AggregationTemporality.Unspecified,
        }),
        IsMonotonic = metric.DataCase == Protos.Metric.DataOneofCase.Sum && metric.Sum.IsMonotonic,
    };

    private IEnumerable<(TelemetryAttributes Attributes, MetricPoint Point)> ReadPoints(Protos.Metric metric) => metric.DataCase switch
    {
        Protos.Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(Number),
        Protos.Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(Number),
        Protos.Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints
            .Where(point => HasSaneBuckets(point, limits.MaxBuckets)).Select(Histogram),
        Protos.Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints
            .Where(point => (point.Positive?.BucketCounts.Count ?? 0) + (point.Negative?.BucketCounts.Count ?? 0) <= limits.MaxBuckets)
            .Select(Exponential),
        Protos.Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Select(Summary),
        _ => [],
    };

    private (TelemetryAttributes Attributes, MetricPoint Point) Number(Protos.NumberDataPoint point)
    {
        var value = point.ValueCase == Protos.NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
        return (_attributes.Read(point.Attributes), new NumberPoint(value)
        {
            StartUnixNano = point.StartTimeUnixNano,
            UnixNano = point.TimeUnixNano,
            Exemplars = Exemplars(point.Exemplars),
        });
    }

    private (TelemetryAttributes Attributes, MetricPoint Point) Histogram(Protos.HistogramDataPoint point)
        => (_attributes.Read(point.Attributes), new HistogramPoint(point.Count, [.. point.ExplicitBounds], [.. point.BucketCounts])
        {
            StartUnixNano = point.StartTimeUnixNano,
            UnixNano = point.TimeUnixNano,
            Sum = point.HasSum ? point.Sum : null,
            Min = point.HasMin ? point.Min : null,
            Max = point.HasMax ? point.Max : null,
            Exemplars = Exemplars(point.Exemplars),
        });

    private (TelemetryAttributes Attributes, MetricPoint Point) Exponential(Protos.ExponentialHistogramDataPoint point)
        => (_attributes.Read(point.Attributes), new ExponentialHistogramPoint(point.Count, point.Scale)
        {
            StartUnixNano = point.StartTimeUnixNano,
            UnixNano = point.TimeUnixNano,
            Sum = point.HasSum ? point.Sum : null,
            Min = point.HasMin ? point.Min : null,
            Max = point.HasMax ? point.Max : null,
            ZeroCount = point.ZeroCount,
            ZeroThreshold = point.ZeroThreshold,
            Positive = Buckets(point.Positive),
            Negative = Buckets(point.Negative),
            Exemplars = Exemplars(point.Exemplars),
        });

    private (TelemetryAttributes Attributes, MetricPoint Point) Summary(Protos.SummaryDataPoint point)
    {
        SummaryQuantile[] quantiles = [.. point.QuantileValues.Take(limits.MaxDetails)
            .Select(quantile => new SummaryQuantile(quantile.Quantile, quantile.Value))];
        return (_attributes.Read(point.Attributes), new SummaryPoint(point.Count, point.Sum, quantiles)
        {
            StartUnixNano = point.StartTimeUnixNano,
            UnixNano = point.TimeUnixNano,
        });
    }

    private MetricExemplar[] Exemplars(RepeatedField<Protos.Exemplar> exemplars)
        => [.. exemplars.Take(limits.MaxDetails).Select(exemplar => new MetricExemplar(
            exemplar.ValueCase == Protos.Exemplar.ValueOneofCase.AsInt ? exemplar.AsInt : exemplar.AsDouble,
            exemplar.TimeUnixNano,
            TelemetryId.TraceId(exemplar.TraceId),
            TelemetryId.SpanId(exemplar.SpanId)))];
}

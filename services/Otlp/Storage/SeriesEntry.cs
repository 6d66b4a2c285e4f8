using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>The kept points of one series. Guarded by the store's lock.</summary>
internal sealed class SeriesEntry(SeriesKey key, MetricSample first)
{
    private readonly Queue<MetricPoint> _points = new();

    public SeriesKey Key { get; } = key;

    public MetricInstrument Instrument { get; } = first.Instrument;

    public TelemetryAttributes Attributes { get; } = first.Attributes;

    public int Count => _points.Count;

    public void Add(MetricPoint point) => _points.Enqueue(point);

    public MetricPoint RemoveOldest() => _points.Dequeue();

    public MetricSeries ToSeries() => new(Instrument, Attributes, [.. _points]);
}

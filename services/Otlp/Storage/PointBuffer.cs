using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>A service's metric points by series; the oldest point of all series goes first.</summary>
internal sealed class PointBuffer(TelemetryLimits limits, MemoryMeter meter)
    : SignalBuffer(limits.PointsPerService, limits.BytesPerSignal, meter)
{
    private readonly Dictionary<SeriesKey, SeriesEntry> _series = [];
    private readonly Queue<SeriesEntry> _arrivals = new();

    public override int Count => _arrivals.Count;

    public IEnumerable<SeriesEntry> Series => _series.Values;

    /// <summary>False if it would begin one series too many.</summary>
    public bool TryAdd(MetricSample sample)
    {
        var key = SeriesKey.Of(sample);
        if (!_series.TryGetValue(key, out var entry))
        {
            if (_series.Count >= limits.SeriesPerService)
            {
                return false;
            }

            _series[key] = entry = new SeriesEntry(key, sample);
            Charge(MemoryEstimate.Of(entry));
        }

        entry.Add(sample.Point);
        _arrivals.Enqueue(entry);
        Charge(MemoryEstimate.Of(sample.Point));
        return true;
    }

    protected override void RemoveLeastMissed()
    {
        var entry = _arrivals.Dequeue();
        Charge(-MemoryEstimate.Of(entry.RemoveOldest()));
        if (entry.Count == 0)
        {
            _series.Remove(entry.Key);
            Charge(-MemoryEstimate.Of(entry));
        }
    }
}

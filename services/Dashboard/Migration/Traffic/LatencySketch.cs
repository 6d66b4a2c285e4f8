using Migration.Otlp.Records;

namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>Adds up histograms that have the same buckets, and estimates quantiles: as fine as the buckets are.</summary>
internal sealed class LatencySketch
{
    private IReadOnlyList<double> _bounds = [];
    private ulong[] _counts = [];

    public long Count { get; private set; }

    public void Add(HistogramPoint point)
    {
        if (point.Count == 0)
        {
            return;
        }

        if (Count == 0)
        {
            (_bounds, _counts) = (point.Bounds, new ulong[point.Counts.Count]);
        }

        Count += (long)point.Count;
        if (point.Bounds.SequenceEqual(_bounds))
        {
            for (var index = 0; index < _counts.Length; index++)
            {
                _counts[index] += point.Counts[index];
            }
        }
    }

    /// <summary>Null where nothing was counted; the last bound where it lies beyond it.</summary>
    public TimeSpan? Quantile(double share)
    {
        var total = _counts.Aggregate(0UL, (sum, count) => sum + count);
        if (total == 0 || _bounds.Count == 0)
        {
            return null;
        }

        var wanted = share * total;
        var below = 0d;
        for (var index = 0; index < _bounds.Count; index++)
        {
            if (below + _counts[index] >= wanted && _counts[index] > 0)
            {
                var from = index == 0 ? 0 : _bounds[index - 1];
                return TimeSpan.FromSeconds(from + ((_bounds[index] - from) * ((wanted - below) / _counts[index])));
            }

            below += _counts[index];
        }

        return TimeSpan.FromSeconds(_bounds[^1]);
    }
}

using Migration.Otlp.Records;

namespace Migration.Dashboard.Metrics;

/// <summary>How many values lie in each bucket. A bucket is known by its upper bound; the last one has none.</summary>
public sealed class Distribution
{
    public static readonly Distribution Empty = new([], []);

    private readonly double[] _bounds;
    private readonly double[] _counts;

    private Distribution(double[] bounds, double[] counts)
    {
        (_bounds, _counts) = (bounds, counts);
        Count = counts.Sum();
    }

    public double Count { get; }

    /// <summary>Null for a point that is no histogram, or one that sent its totals only.</summary>
    public static Distribution? Of(MetricPoint point) => point switch
    {
        HistogramPoint { Counts.Count: > 0 } histogram => new Distribution(
            [.. histogram.Bounds, double.PositiveInfinity], [.. histogram.Counts.Select(count => (double)count)]),
        ExponentialHistogramPoint histogram => Of(histogram),
        _ => null,
    };

    /// <summary>
    /// The value below which that share lies, evenly spread within its bucket; null if nothing was counted. Beyond the last bound
    /// nothing is known but that bound.
    /// </summary>
    public double? Quantile(double share)
    {
        var rank = share * Count;
        if (Count <= 0)
        {
            return null;
        }

        double below = 0;
        for (var index = 0; index < _counts.Length; index++)
        {
            if (_counts[index] > 0 && below + _counts[index] >= rank)
            {
                var lower = index == 0 ? Math.Min(0, _bounds[0]) : _bounds[index - 1];
                return double.IsPositiveInfinity(_bounds[index]) ? lower : lower + ((_bounds[index] - lower) * ((rank - below) / _counts[index]));
            }

            below += _counts[index];
        }

        return _bounds.LastOrDefault(double.IsFinite);
    }

    internal Distribution Combine(Distribution other, int sign)
    {
        if (other._bounds.Length == 0)
        {
            return this;
        }

        if (_bounds.Length == 0 && sign > 0)
        {
            return other;
        }

        if (_bounds.AsSpan().SequenceEqual(other._bounds))
        {
            var counts = new double[_counts.Length];
            for (var index = 0; index < counts.Length; index++)
            {
                counts[index] = Math.Max(0, _counts[index] + (sign * other._counts[index]));
            }

            return new Distribution(_bounds, counts);
        }

        var merged = new SortedDictionary<double, double>();
        AddTo(merged, 1);
        other.AddTo(merged, sign);
        return new Distribution([.. merged.Keys], [.. merged.Values.Select(count => Math.Max(0, count))]);
    }

    internal Distribution Scale(double factor) => new(_bounds, [.. _counts.Select(count => count * factor)]);

    internal bool HasBucketsOf(Distribution other) => other._bounds.All(bound => Array.BinarySearch(_bounds, bound) >= 0);

    private static Distribution Of(ExponentialHistogramPoint point)
    {
        var growth = Math.Pow(2, Math.Pow(2, -point.Scale));
        var buckets = new SortedDictionary<double, double>();
        for (var index = 0; index < point.Negative.Counts.Count; index++)
        {
            buckets[-Math.Pow(growth, point.Negative.Offset + index)] = point.Negative.Counts[index];
        }

        buckets[point.ZeroThreshold] = point.ZeroCount;
        for (var index = 0; index < point.Positive.Counts.Count; index++)
        {
            buckets[Math.Pow(growth, point.Positive.Offset + index + 1)] = point.Positive.Counts[index];
        }

        return new Distribution([.. buckets.Keys], [.. buckets.Values]);
    }

    private void AddTo(SortedDictionary<double, double> buckets, int sign)
    {
        for (var index = 0; index < _bounds.Length; index++)
        {
            buckets[_bounds[index]] = buckets.GetValueOrDefault(_bounds[index]) + (sign * _counts[index]);
        }
    }
}

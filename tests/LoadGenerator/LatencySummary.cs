using HdrHistogram;

namespace Migration.LoadGenerator;

/// <summary>Percentiles in milliseconds, and the histogram as pairs of upper bound and count.</summary>
public sealed record LatencySummary(long Count, double P50, double P95, double P99, double Max, IReadOnlyList<double[]> Histogram)
{
    private const double PerMillisecond = 1_000;
    private const int Bars = 48;

    /// <param name="histogram">In microseconds.</param>
    internal static LatencySummary Of(LongConcurrentHistogram histogram)
    {
        if (histogram.TotalCount == 0)
        {
            return new LatencySummary(0, double.NaN, double.NaN, double.NaN, double.NaN, []);
        }

        var max = histogram.GetValueAtPercentile(100);
        return new LatencySummary(
            histogram.TotalCount, At(histogram, 50), At(histogram, 95), At(histogram, 99), max / PerMillisecond, Bin(histogram, max));
    }

    private static double At(LongConcurrentHistogram histogram, double percentile) => histogram.GetValueAtPercentile(percentile) / PerMillisecond;

    /// <summary>Bars whose widths grow: from the smallest value to the greatest, evenly by logarithm.</summary>
    private static double[][] Bin(LongConcurrentHistogram histogram, long max)
    {
        var least = Math.Max(1.0, histogram.GetValueAtPercentile(0));
        var growth = Math.Pow(Math.Max(max / least, 1.0001), 1.0 / Bars);
        var counts = new long[Bars];
        foreach (var value in histogram.RecordedValues())
        {
            var bar = (int)(Math.Log(Math.Max(value.ValueIteratedTo / least, 1)) / Math.Log(growth));
            counts[Math.Clamp(bar, 0, Bars - 1)] += value.CountAddedInThisIterationStep;
        }

        return [.. counts.Select((count, bar) => new[] { least * Math.Pow(growth, bar + 1) / PerMillisecond, count })];
    }
}

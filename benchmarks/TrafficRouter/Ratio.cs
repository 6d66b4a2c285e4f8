using Migration.Benchmarks;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>How often a pair is measured.</summary>
internal static class Ratio
{
    public const int Blocks = 30;

    public static MedianInterval Of(IEnumerable<double> ratios) => MedianInterval.Of(ratios);

    public static double MedianOf(IEnumerable<double> values) => MedianInterval.MedianOf(values);

    public static double Quantile(IEnumerable<double> values, double quantile) => MedianInterval.Quantile(values, quantile);
}

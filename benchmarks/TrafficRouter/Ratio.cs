using System.Globalization;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>The median of the blocks' ratios, and its 95 % interval by order statistics.</summary>
internal sealed record Ratio(double Low, double Median, double High)
{
    /// <summary>Thirty blocks: the 10th and the 21st of the sorted ratios hold the median with 95.7 %.</summary>
    public const int Blocks = 30;

    public static Ratio Of(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        return new Ratio(sorted[9], (sorted[14] + sorted[15]) / 2, sorted[20]);
    }

    public static double Quantile(double[] values, double quantile)
    {
        Array.Sort(values);
        return values[(int)(quantile * (values.Length - 1))];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.000} (95 %: {Low:0.000} to {High:0.000})");
}

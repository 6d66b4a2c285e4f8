using System.Globalization;

namespace Migration.Benchmarks;

/// <summary>
/// The median of a few values, and the two of them between which the true median lies in at least 95 of 100 cases. It supposes nothing
/// about how the values are spread. Below six values there are no such two: the bounds are not numbers, and meet no limit.
/// </summary>
internal sealed record MedianInterval(double Low, double Median, double High)
{
    private const double Doubt = 0.05;

    /// <summary>False where there were too few values.</summary>
    public bool IsKnown => !double.IsNaN(Low);

    public static MedianInterval Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var rank = Rank(sorted.Length);
        return rank == 0
            ? new MedianInterval(double.NaN, Middle(sorted), double.NaN)
            : new MedianInterval(sorted[rank - 1], Middle(sorted), sorted[^rank]);
    }

    public static double MedianOf(IEnumerable<double> values) => Middle([.. values.Order()]);

    /// <summary>The smallest value that at least this share of all does not exceed.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public string ToString(string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median.ToString(format, CultureInfo.InvariantCulture)} [{(IsKnown ? $"{Low.ToString(format, CultureInfo.InvariantCulture)}, {High.ToString(format, CultureInfo.InvariantCulture)}" : "too few")}]");

    public override string ToString() => ToString("F3");

    /// <summary>
    /// The greatest k for which the true median lies outside the k-th values from both ends no more often than once in 20: how many
    /// values lie below the median is a throw of as many coins.
    /// </summary>
    private static int Rank(int count)
    {
        var (outside, chance, rank) = (0.0, Math.Pow(0.5, count), 0);
        while (2 * (outside + chance) <= Doubt)
        {
            outside += chance;
            chance *= (double)(count - rank) / (rank + 1);
            rank++;
        }

        return rank;
    }

    private static double Middle(double[] sorted)
        => sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}

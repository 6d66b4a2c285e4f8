using System.Globalization;

namespace Migration.SearchNode.Benchmarks;

/// <summary>
/// Ratios of interleaved blocks: their median with a 95 % interval by order statistics, which supposes nothing about how they
/// are spread, and the same for the peer against itself.
/// </summary>
internal sealed class Ratio
{
    private const double Doubt = 0.05;

    private readonly List<double> _ratios = [];
    private readonly List<double> _control = [];

    /// <param name="peer">The peer's number.</param>
    /// <param name="node">The node's.</param>
    /// <param name="again">The peer's, measured once more.</param>
    public void Add(double peer, double node, double again)
    {
        _ratios.Add(node / ((peer + again) / 2));
        _control.Add(again / peer);
    }

    /// <summary>PASS, FAIL, or INCONCLUSIVE if the peer does not agree with itself within 5 %, or too few blocks ran.</summary>
    public string Verdict(double limit, bool atLeast)
    {
        if (MedianOf(_control) is < 0.95 or > 1.05 || IntervalOf(_ratios) is not { } interval)
        {
            return "INCONCLUSIVE";
        }

        return (atLeast ? interval.Low >= limit : interval.High <= limit) ? "PASS" : "FAIL";
    }

    public override string ToString() => $"{Show(_ratios)} | {Show(_control)}";

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// The k-th value from either end, with the greatest k that leaves the true median outside no more often than once in 20:
    /// how many values lie below the median is a throw of as many coins. Null below six values.
    /// </summary>
    public static (double Low, double High)? IntervalOf(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        var (outside, chance, k) = (0.0, Math.Pow(0.5, sorted.Length), 0);
        while (2 * (outside + chance) <= Doubt)
        {
            outside += chance;
            chance *= (double)(sorted.Length - k) / (k + 1);
            k++;
        }

        return k == 0 ? null : (sorted[k - 1], sorted[^k]);
    }

    private static string Show(List<double> values)
        => IntervalOf(values) is { } interval
            ? string.Create(CultureInfo.InvariantCulture, $"{MedianOf(values):F2} [{interval.Low:F2}, {interval.High:F2}]")
            : string.Create(CultureInfo.InvariantCulture, $"{MedianOf(values):F2} [too few blocks]");
}

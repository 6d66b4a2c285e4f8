using Migration.Benchmarks;

namespace Migration.SearchNode.Benchmarks;

/// <summary>Ratios of interleaved blocks: their median with its interval, and the same for the peer against itself.</summary>
internal sealed class Ratio
{
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
        var interval = MedianInterval.Of(_ratios);
        if (MedianInterval.MedianOf(_control) is < 0.95 or > 1.05 || !interval.IsKnown)
        {
            return "INCONCLUSIVE";
        }

        return (atLeast ? interval.Low >= limit : interval.High <= limit) ? "PASS" : "FAIL";
    }

    public override string ToString() => $"{MedianInterval.Of(_ratios).ToString("F2")} | {MedianInterval.Of(_control).ToString("F2")}";
}

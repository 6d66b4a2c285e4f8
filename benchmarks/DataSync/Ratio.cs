using Migration.Benchmarks;

namespace Migration.DataSync.Benchmarks;

/// <summary>
/// Rates of interleaved blocks: the median of their ratios with a 95 % interval by order statistics, which supposes nothing about how they are spread,
/// and the same of the peer against itself.
/// </summary>
internal sealed class Ratio
{
    private readonly List<(double Peer, double Own, double Again)> _blocks = [];

    /// <summary>What one block took, in seconds.</summary>
    public void Add(double peer, double own, double again) => _blocks.Add((peer, own, again));

    public double PeerSeconds => MedianInterval.MedianOf(_blocks.Select(block => block.Peer));

    public double OwnSeconds => MedianInterval.MedianOf(_blocks.Select(block => block.Own));

    /// <summary>How many times the peer's rate.</summary>
    public string Speed => Show(_blocks.Select(block => (block.Peer + block.Again) / 2 / block.Own));

    /// <summary>How many times the peer's time.</summary>
    public string Time => Show(_blocks.Select(block => block.Own / ((block.Peer + block.Again) / 2)));

    public string Control => Show(_blocks.Select(block => block.Again / block.Peer));

    private static string Show(IEnumerable<double> values)
    {
        var ratios = values.ToArray();
        var interval = MedianInterval.Of(ratios);
        var bounds = interval.IsKnown ? $"{interval.Low:F3}, {interval.High:F3}" : $"{ratios.Min():F3} to {ratios.Max():F3}, too few blocks for an interval";
        return $"{interval.Median:F3} [{bounds}] of {ratios.Length}";
    }
}

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

    public double PeerSeconds => Median(_blocks.Select(block => block.Peer));

    public double OwnSeconds => Median(_blocks.Select(block => block.Own));

    /// <summary>How many times the peer's rate.</summary>
    public string Speed => Show(_blocks.Select(block => (block.Peer + block.Again) / 2 / block.Own));

    /// <summary>How many times the peer's time.</summary>
    public string Time => Show(_blocks.Select(block => block.Own / ((block.Peer + block.Again) / 2)));

    public string Control => Show(_blocks.Select(block => block.Again / block.Peer));

    private static string Show(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        var rank = Rank(sorted.Length);
        var interval = rank == 0 ? $"{sorted[0]:F3} to {sorted[^1]:F3}, too few blocks for an interval" : $"{sorted[rank - 1]:F3}, {sorted[^rank]:F3}";
        return $"{Median(sorted):F3} [{interval}] of {sorted.Length}";
    }

    /// <summary>The greatest rank from either end that leaves the true median outside no more often than once in 20; 0 below six values.</summary>
    private static int Rank(int count)
    {
        var (outside, chance, rank) = (0.0, Math.Pow(0.5, count), 0);
        while (2 * (outside + chance) <= 0.05)
        {
            outside += chance;
            chance *= (double)(count - rank) / (rank + 1);
            rank++;
        }

        return rank;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

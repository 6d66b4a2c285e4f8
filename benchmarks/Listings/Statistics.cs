namespace Migration.Listings.Benchmarks;

/// <summary>What can be said of a few ratios without assuming how they are distributed.</summary>
internal static class Statistics
{
    /// <summary>The median, and the order statistics between which the true median lies in at least 95 of 100 cases.</summary>
    public static (double Low, double Median, double High) MedianInterval(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var n = sorted.Length;
        var median = n % 2 == 1 ? sorted[n / 2] : (sorted[(n / 2) - 1] + sorted[n / 2]) / 2;

        // The largest rank whose binomial tail (n, 1/2) is at most 2.5 %.
        var rank = 0;
        var tail = Math.Pow(0.5, n);
        for (var term = tail; tail <= 0.025 && rank < n / 2; rank++)
        {
            term = term * (n - rank) / (rank + 1);
            tail += term;
        }

        rank = Math.Max(0, rank - 1);
        return (sorted[rank], median, sorted[n - 1 - rank]);
    }

    public static double Percentile(double[] values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * percent / 100))];
    }
}

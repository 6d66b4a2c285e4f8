namespace Migration.TrafficRouter.Benchmarks;

/// <summary>What a block of calls has taken, in microseconds.</summary>
/// <param name="P50">The median.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="MedianLate">How late the calls were begun: the load's own doing, the same on both sides. 0 where nothing is due.</param>
internal sealed record Latencies(double P50, double P99, double MedianLate)
{
    public Latencies(double[] times, double medianLate)
        : this(Ratio.Quantile(times, 0.5), Ratio.Quantile(times, 0.99), medianLate)
    {
    }
}

using Migration.Benchmarks;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>What the calls of a round have taken, in microseconds.</summary>
internal sealed class Latencies
{
    private readonly List<double> _times = [];
    private readonly List<double> _late = [];

    public double P50 => MedianInterval.Quantile(_times, 0.5);

    public double P99 => MedianInterval.Quantile(_times, 0.99);

    /// <summary>How late the calls were begun: the load's own doing, the same on both sides. 0 where nothing is due.</summary>
    public double MedianLate => _late.Count == 0 ? 0 : MedianInterval.MedianOf(_late);

    public void Add(IEnumerable<double> times, IEnumerable<double> late)
    {
        _times.AddRange(times);
        _late.AddRange(late);
    }
}

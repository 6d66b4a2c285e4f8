using Migration.TestSupport.Measuring;

namespace Migration.Verdict.Watching;

/// <summary>What a window is judged by.</summary>
internal static class WatchMeasures
{
    private const long Enough = 3_000;

    public static readonly Measure ErrorRate = new("watch.errors", "Error rate of a window", "%", Comparison.Below, 0.1) { MinimumSamples = Enough };

    public static readonly Measure LatencyP99 = new("watch.p99", "99th percentile of a window", "ms", Comparison.Below, 200) { MinimumSamples = Enough };

    public static readonly Measure BreakerOpenings = new("watch.breakers", "Breaker openings", "", Comparison.Exactly, 0);

    public static readonly Measure Inconsistencies = new("watch.inconsistencies", "Inconsistencies that the verifier finds", "", Comparison.Exactly, 0);

    public static readonly Measure SlotLag = new("watch.slot_lag", "Log held back by a replication slot", "MB", Comparison.AtMost, 256);

    /// <summary>Whatever was not watched is unknown.</summary>
    public static readonly Measure Coverage = new("watch.coverage", "Share of the time that was watched", "%", Comparison.AtLeast, 95);
}

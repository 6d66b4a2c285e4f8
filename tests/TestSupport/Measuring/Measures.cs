namespace Migration.TestSupport.Measuring;

/// <summary>Everything that the suites measure, with its limit.</summary>
public static class Measures
{
    public static readonly Measure LatencyP95 = new("latency.p95", "Latency, 95th percentile", "ms", Comparison.Below, 100) { MinimumSamples = 3_000 };

    public static readonly Measure LatencyP99 = new("latency.p99", "Latency, 99th percentile", "ms", Comparison.Below, 200) { MinimumSamples = 3_000 };

    /// <summary>A failure is what the user sees as one, and also one that a fallback hid from the user.</summary>
    public static readonly Measure ErrorRate = new("errors.rate", "Error rate, 95 % upper bound", "%", Comparison.Below, 0.1) { MinimumSamples = 3_000 };

    public static readonly Measure SuccessRate = new("success.rate", "Success rate, 95 % lower bound", "%", Comparison.Above, 99.9) { MinimumSamples = 3_000 };

    public static readonly Measure LatencyDrift = new("latency.drift", "Growth of the median latency over the load", "ms", Comparison.AtMost, 5) { MinimumSamples = 10 };

    public static readonly Measure Throughput = new("throughput.achieved", "Answers in time, of those scheduled", "%", Comparison.AtLeast, 99) { MinimumSamples = 3_000 };

    public static readonly Measure FailuresToOpen = new("breaker.failures_to_open", "Failures in a row that open the breaker", "", Comparison.Exactly, 5);

    public static readonly Measure SuccessesToClose = new("breaker.successes_to_close", "Successes in a row that close the breaker", "", Comparison.Exactly, 2);

    public static readonly Measure BreakTime = new("breaker.break_time", "Time until the breaker lets a probe through", "s", Comparison.Exactly, 30);

    public static readonly Measure Attempts = new("retry.attempts", "Attempts at a microservice that is unavailable", "", Comparison.Exactly, 3);

    public static readonly Measure DegradedErrors = new("degradation.errors", "Reads that failed for users while a part was away", "", Comparison.AtMost, 0) { MinimumSamples = 200 };

    /// <summary>The collected heap after the third cycle, less what it may be: the first cycle's and the greater of 5 % and 8 MB.</summary>
    public static readonly Measure HeapExcess = new("memory.excess", "Collected heap after cycle 3 above its allowance", "MB", Comparison.AtMost, 0) { MinimumSamples = 3 };

    public static readonly Measure RecoveryTime = new("recovery.time", "From a fault's end to the microservice's first answer", "s", Comparison.AtMost, 5) { MinimumSamples = 2 };

    /// <summary>Of users who are not in the canary list.</summary>
    public static readonly Measure MonolithShareAtZero = new("zero.monolith_share", "Served by the monolith at 0 % traffic", "%", Comparison.Exactly, 100) { MinimumSamples = 500 };

    public static readonly Measure FallbacksAtZero = new("zero.fallbacks", "Fallbacks at 0 % traffic", "", Comparison.Exactly, 0) { MinimumSamples = 500 };

    public static readonly Measure ErrorsAtZero = new("zero.errors", "Errors at 0 % traffic", "", Comparison.Exactly, 0) { MinimumSamples = 500 };

    public static IReadOnlyList<Measure> All { get; } =
    [
        LatencyP95, LatencyP99, ErrorRate, SuccessRate, LatencyDrift, Throughput, FailuresToOpen, SuccessesToClose, BreakTime, Attempts,
        DegradedErrors, HeapExcess, RecoveryTime, MonolithShareAtZero, FallbacksAtZero, ErrorsAtZero,
    ];
}

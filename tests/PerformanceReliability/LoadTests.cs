using System.Globalization;
using Migration.LoadGenerator;
using Migration.TestSupport;
using Migration.TestSupport.Measuring;

namespace Migration.PerformanceReliability.Suite;

/// <summary>One load of a minute at 100 requests a second, through the monolith to the microservice, is the evidence for all of these.</summary>
[TestClass]
[TestCategory("PerformanceReliability")]
[Disturbs]
public sealed class LoadTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const double Confidence = 0.95;

    private LoadResult _load = null!;

    [TestInitialize]
    public async Task RunTheLoadAsync()
    {
        _load = (await LoadRun.OnceAsync(CancellationToken)).Minute;
    }

    [TestMethod]
    public void Load_At100RequestsPerSecond_HasP95Below100Milliseconds()
        => Evidence.Demand(TestContext, Measures.LatencyP95, new Measured(_load.All.P95, _load.All.Count) { Histogram = Histogram(), Note = Beside() });

    [TestMethod]
    public void Load_At100RequestsPerSecond_HasP99Below200Milliseconds()
        => Evidence.Demand(TestContext, Measures.LatencyP99, new Measured(_load.All.P99, _load.All.Count) { Histogram = Histogram(), Note = Beside() });

    [TestMethod]
    public void Load_At100RequestsPerSecond_FailsLessThanOnceInAThousand()
    {
        // A fallback hides the microservice's failure from the user, not from here.
        var failed = _load.Errors + _load.Fallbacks;
        var bound = BinomialBound.Upper(failed, _load.Scheduled, Confidence) * 100;
        var note = string.Create(CultureInfo.InvariantCulture, $"{_load.Errors} errors and {_load.Fallbacks} fallbacks of {_load.Scheduled}{Causes()}.");
        Evidence.Record(TestContext, Measures.SuccessRate, new Measured(100 - bound, _load.Scheduled) { Note = note });
        Evidence.Demand(TestContext, Measures.ErrorRate, new Measured(bound, _load.Scheduled) { Note = note, Log = _load.ErrorSamples });
        _load.ServedBy.Should().ContainSingle("every user is routed to the microservice").Which.Key.Should().Be("microservice");
    }

    [TestMethod]
    public void Load_OverOneMinute_DoesNotSlowDown()
    {
        var windows = string.Join(", ", _load.WindowMedians.Select(median => median.ToString("0.0", CultureInfo.InvariantCulture)));
        Evidence.Demand(TestContext, Measures.LatencyDrift, new Measured(Growth(_load.WindowMedians), _load.WindowMedians.Count)
        {
            Note = $"Medians of the windows of 5 s: {windows} ms.",
        });
    }

    [TestMethod]
    public void Load_At100RequestsPerSecond_IsAnsweredAsItComes()
        => Evidence.Demand(TestContext, Measures.Throughput, new Measured(100.0 * _load.InTime / _load.Scheduled, _load.Scheduled)
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"{_load.InTime / _load.Seconds:0.0} answers/s within a second of when they were due; {Beside()}"),
        });

    /// <summary>The median of all slopes between two windows, over the whole load: one window that was disturbed moves it little.</summary>
    private static double Growth(IReadOnlyList<double> medians)
    {
        var slopes = (from later in Enumerable.Range(0, medians.Count)
                      from earlier in Enumerable.Range(0, later)
                      select (medians[later] - medians[earlier]) / (later - earlier)).Order().ToList();
        return slopes.Count == 0 ? double.NaN : slopes[slopes.Count / 2] * (medians.Count - 1);
    }

    private string Causes() => string.Concat(_load.FallbackCauses.Select(cause => string.Create(CultureInfo.InvariantCulture, $", {cause.Value} {cause.Key}")));

    private string Beside() => string.Create(
        CultureInfo.InvariantCulture,
        $"p50 {_load.All.P50:0.0} ms, longest {_load.All.Max:0} ms; a bare server in the same run: p50 {_load.Peer.P50:0.0} ms, p99 {_load.Peer.P99:0.0} ms of {_load.Peer.Count} requests; a request was sent {_load.LatestSend:0.0} ms late at most.");

    private IReadOnlyList<HistogramBucket> Histogram() => [.. _load.All.Histogram.Select(bar => new HistogramBucket(bar[0], (long)bar[1]))];
}

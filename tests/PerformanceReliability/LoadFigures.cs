using System.Globalization;
using Migration.LoadGenerator;
using Migration.TestSupport.Measuring;

namespace Migration.PerformanceReliability.Suite;

/// <summary>What a load comes to, criterion by criterion.</summary>
internal sealed class LoadFigures(LoadResult load)
{
    private const double Confidence = 0.95;

    /// <summary>A fallback hides the microservice's failure from the user, not from here; only for a row in quarantine it is what is expected.</summary>
    private readonly double _bound = BinomialBound.Upper(load.Errors + load.Fallbacks - Explained(load), load.Scheduled, Confidence) * 100;

    public Measured LatencyP95 => new(load.All.P95, load.All.Count) { Histogram = Histogram(), Note = Beside() };

    public Measured LatencyP99 => new(load.All.P99, load.All.Count) { Histogram = Histogram(), Note = Beside() };

    public Measured ErrorRate => new(_bound, load.Scheduled) { Note = Failures(), Log = load.ErrorSamples };

    public Measured SuccessRate => new(100 - _bound, load.Scheduled) { Note = Failures() };

    public Measured Drift => new(Growth(load.WindowMedians), load.WindowMedians.Count)
    {
        Note = $"Medians of the windows of 5 s: {string.Join(", ", load.WindowMedians.Select(median => median.ToString("0.0", CultureInfo.InvariantCulture)))} ms.",
    };

    public Measured Throughput => new(100.0 * load.InTime / load.Scheduled, load.Scheduled)
    {
        Note = string.Create(CultureInfo.InvariantCulture, $"{load.InTime / load.Seconds:0.0} answers/s within a second of when they were due; {Beside()}"),
    };

    /// <summary>Whether a limit was missed while the machine did not run as it should: then the load says nothing about the program.</summary>
    public bool IsSpoilt => IsDisturbed && Missed().Any();

    /// <summary>A machine that stands still, or on which a server that does nothing misses the same limits.</summary>
    public bool IsDisturbed => load.Machine.IsDisturbed || load.Peer.P95 >= Measures.LatencyP95.Limit || load.Peer.P99 >= Measures.LatencyP99.Limit;

    /// <summary>How the machine did, for readers.</summary>
    public string Machine => string.Create(CultureInfo.InvariantCulture, $"{load.Machine}; a bare server in the same run: p95 {load.Peer.P95:0.0} ms, p99 {load.Peer.P99:0.0} ms");

    public string MissedText => string.Join(" ", Missed());

    private IEnumerable<string> Missed()
        => new (Measure Measure, Measured Measured)[]
        {
            (Measures.LatencyP95, LatencyP95), (Measures.LatencyP99, LatencyP99), (Measures.ErrorRate, ErrorRate), (Measures.LatencyDrift, Drift),
            (Measures.Throughput, Throughput),
        }
        .Select(each => each.Measure.Judge(each.Measured.Value, each.Measured.Samples))
        .Where(judgement => judgement.State != CheckState.Pass)
        .Select(judgement => judgement.Reason);

    /// <summary>The median of all slopes between two windows, over the whole load: one window that was disturbed moves it little.</summary>
    private static double Growth(IReadOnlyList<double> medians)
    {
        var slopes = (from later in Enumerable.Range(0, medians.Count)
                      from earlier in Enumerable.Range(0, later)
                      select (medians[later] - medians[earlier]) / (later - earlier)).Order().ToList();
        return slopes.Count == 0 ? double.NaN : slopes[slopes.Count / 2] * (medians.Count - 1);
    }

    private static long Explained(LoadResult load) => load.FallbackCauses.Where(cause => cause.Key.EndsWith(" quarantined", StringComparison.Ordinal)).Sum(cause => cause.Value);

    private string Failures() => string.Create(
        CultureInfo.InvariantCulture,
        $"{load.Errors} errors and {load.Fallbacks} fallbacks of {load.Scheduled}{string.Concat(load.FallbackCauses.Select(cause => $", {cause.Value} {cause.Key}"))}.");

    private string Beside() => string.Create(
        CultureInfo.InvariantCulture,
        $"p50 {load.All.P50:0.0} ms, longest {load.All.Max:0} ms; a bare server in the same run: p50 {load.Peer.P50:0.0} ms, p99 {load.Peer.P99:0.0} ms of {load.Peer.Count} requests; a request was sent {load.LatestSend:0.0} ms late at most; {load.Machine}.");

    private List<HistogramBucket> Histogram() => [.. load.All.Histogram.Select(bar => new HistogramBucket(bar[0], (long)bar[1]))];
}

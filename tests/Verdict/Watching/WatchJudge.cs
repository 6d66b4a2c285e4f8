using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Watching;

/// <summary>Judges a watch: a criterion is as bad as its worst window.</summary>
internal static class WatchJudge
{
    private const double Megabyte = 1_000_000;

    public static IReadOnlyList<CriterionResult> Judge(WatchHeader header, IReadOnlyList<WatchWindow> windows) =>
    [
        Worst(WatchMeasures.ErrorRate, Severity.Blocking, windows, window => window.Requests == 0 ? double.NaN : 100.0 * window.Errors / window.Requests),
        Worst(WatchMeasures.LatencyP99, Severity.Blocking, windows, window => window.P99),
        Coverage(header, windows),
        Worst(WatchMeasures.BreakerOpenings, Severity.NonBlocking, windows, window => window.BreakerOpenings),
        Worst(WatchMeasures.Inconsistencies, Severity.NonBlocking, windows, window => window.Inconsistencies),
        Worst(WatchMeasures.SlotLag, Severity.NonBlocking, windows, window => window.SlotLagBytes / Megabyte),
    ];

    /// <summary>What could be seen in no window informs; what could be seen in some is judged by those.</summary>
    private static CriterionResult Worst(Measure measure, Severity severity, IReadOnlyList<WatchWindow> windows, Func<WatchWindow, double?> value)
    {
        var judged = windows.Select(window => (Window: window, Value: value(window))).Where(each => each.Value is not null)
            .Select(each => (each.Window, Value: each.Value!.Value, Judgement: measure.Judge(each.Value!.Value, each.Window.Requests))).ToList();
        if (judged.Count == 0)
        {
            var missing = windows.Count == 0 ? (CheckState.Inconclusive, severity, "No window has ended.") : (CheckState.NotRun, Severity.Informational, "It cannot be seen from here.");
            return Result(measure, missing.Item2, missing.Item1) with { Reason = missing.Item3 };
        }

        var (worst, worstValue, judgement) = judged.MaxBy(each => (each.Judgement.State, Severeness(measure, each.Value)));
        return Result(measure, severity, judgement.State) with
        {
            Actual = measure.Format(worstValue),
            Samples = judged.Sum(each => each.Window.Requests),
            Value = worstValue,
            Reason = judgement.State == CheckState.Pass
                ? string.Create(CultureInfo.InvariantCulture, $"The worst of {judged.Count} windows.")
                : string.Create(CultureInfo.InvariantCulture, $"{judged.Count(each => each.Judgement.State == judgement.State)} of {judged.Count} windows, the worst from {worst.Start:yyyy-MM-dd HH:mm:ss} UTC: {judgement.Reason} {worst.FirstError}").TrimEnd(),
        };
    }

    private static CriterionResult Coverage(WatchHeader header, IReadOnlyList<WatchWindow> windows)
    {
        var measure = WatchMeasures.Coverage;
        var share = Math.Min(100, 100 * windows.Sum(window => window.Seconds) / header.Duration.TotalSeconds);
        var isEnough = measure.Judge(share, 1).State == CheckState.Pass;
        return Result(measure, Severity.Blocking, isEnough ? CheckState.Pass : CheckState.Inconclusive) with
        {
            Actual = measure.Format(Math.Round(share, 1)),
            Value = share,
            Reason = isEnough ? string.Empty : "The rest of the time nobody watched, and nothing is known of it.",
        };
    }

    private static double Severeness(Measure measure, double value) => measure.Comparison is Comparison.AtLeast or Comparison.Above ? -value : value;

    private static CriterionResult Result(Measure measure, Severity severity, CheckState state)
        => new() { Id = measure.Id, Title = measure.Title, Severity = severity, State = state, Actual = "–", Limit = measure.LimitText };
}

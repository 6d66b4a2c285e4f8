using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Model;

namespace Migration.Verdict.Judging;

/// <summary>Gives each criterion its state, from the checks that it rests on and from what they have measured, and from nothing else.</summary>
internal static class Judge
{
    private const string Nothing = "–";

    public static IReadOnlyList<CriterionResult> JudgeAll(IReadOnlyList<SuiteResult> suites) => [.. Criteria.All.Select(criterion => JudgeOne(criterion, suites))];

    private static CriterionResult JudgeOne(Criterion criterion, IReadOnlyList<SuiteResult> suites)
    {
        var checks = SuiteCatalogue.All
            .SelectMany(suite => suite.Checks.Where(check => criterion.Rests(suite, check)).Select(check => (suite.Name, check.Number)))
            .Select(key => (key.Name, Check: suites.First(suite => suite.Name == key.Name).Checks.First(check => check.Number == key.Number)))
            .ToList();
        var result = criterion.Measure is { } measure
            ? JudgeMeasure(criterion, measure, checks[0].Check)
            : JudgeChecks(criterion, [.. checks.Select(check => check.Check)]);
        return result with
        {
            Severity = criterion.MayBeAbsent && result.State == CheckState.NotRun ? Severity.Informational : result.Severity,
            Checks = [.. checks.Select(check => string.Create(CultureInfo.InvariantCulture, $"{check.Name} {check.Check.Number}"))],
        };
    }

    private static CriterionResult JudgeChecks(Criterion criterion, IReadOnlyList<CheckResult> checks)
    {
        var state = checks.Select(check => check.State).Worst();
        var passed = checks.Count(check => check.State == CheckState.Pass);
        return new CriterionResult
        {
            Id = criterion.Id,
            Title = criterion.Title,
            Severity = criterion.Severity,
            State = state,
            Actual = string.Create(CultureInfo.InvariantCulture, $"{passed} of {checks.Count} checks pass"),
            Limit = "all",
            Value = passed,
            Reason = state == CheckState.Pass ? string.Empty : Reasons(checks, state),
        };
    }

    private static CriterionResult JudgeMeasure(Criterion criterion, Measure measure, CheckResult check)
    {
        var found = check.Measurements.Where(measurement => measurement.Measure == measure.Id).ToList();
        var measured = found.MaxBy(measurement => JudgeOne(measure, measurement).State);
        var (state, reason) = measured is null ? Missing(check) : Worse(check, JudgeOne(measure, measured));
        return new CriterionResult
        {
            Id = criterion.Id,
            Title = criterion.Title,
            Severity = criterion.Severity,
            State = state,
            Actual = measured is null ? Nothing : measure.Format(measured.Value),
            Limit = measure.LimitText,
            Samples = measured?.Samples,
            Value = measured?.Value,
            Reason = state == CheckState.Pass ? measured?.Note ?? string.Empty : reason,
        };
    }

    /// <summary>A suite that was built with another limit has asked for something else.</summary>
    private static Judgement JudgeOne(Measure measure, Measurement measurement) => measurement.Limit.Equals(measure.Limit)
        ? measure.Judge(measurement.Value, measurement.Samples)
        : new Judgement(CheckState.Inconclusive, string.Create(
            CultureInfo.InvariantCulture, $"{measure.Title} was measured against {measurement.Limit}, not {measure.Limit}: build the suite again."));

    private static (CheckState State, string Reason) Worse(CheckResult check, Judgement judgement)
        => check.State > judgement.State ? (check.State, check.Reason) : (judgement.State, judgement.Reason);

    private static (CheckState State, string Reason) Missing(CheckResult check) => check.State == CheckState.Pass
        ? (CheckState.Inconclusive, "The check passes, but has left no evidence of what it measured.")
        : (check.State, check.Reason);

    private static string Reasons(IReadOnlyList<CheckResult> checks, CheckState state)
    {
        var reasons = checks.Where(check => check.State == state).Select(check => check.Reason).Distinct(StringComparer.Ordinal).ToList();
        return reasons.Count == 1 ? reasons[0] : string.Join(" ", checks.Where(check => check.State == state).Select(check => $"{check.Title}: {FirstLine(check.Reason)}"));
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}

using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Judging;
using Migration.Verdict.Model;

namespace Migration.Verdict.Tests;

/// <summary>Runs that were never made, for those who judge and write.</summary>
internal static class Sample
{
    /// <summary>All 48 checks pass, and each criterion that is measured has a value within its limit.</summary>
    public static IReadOnlyList<SuiteResult> AllPass() =>
    [
        .. SuiteCatalogue.All.Select(suite => new SuiteResult
        {
            Name = suite.Name,
            Title = suite.Title,
            Checks = [.. suite.Checks.Select(check => new CheckResult
            {
                Number = check.Number,
                Title = check.Title,
                Test = check.Test,
                State = CheckState.Pass,
                Measurements = [.. Criteria.All.Where(criterion => criterion.Measure is not null && criterion.Rests(suite, check)).Select(criterion => Good(criterion.Measure!))],
            })],
        }),
    ];

    public static IReadOnlyList<SuiteResult> With(string suite, int number, Func<CheckResult, CheckResult> change) =>
        [.. AllPass().Select(each => each.Name != suite ? each : each with { Checks = [.. each.Checks.Select(check => check.Number == number ? change(check) : check)] })];

    public static VerdictReport Report(IReadOnlyList<SuiteResult>? suites = null)
    {
        suites ??= AllPass();
        var criteria = Judge.JudgeAll(suites);
        return new VerdictReport
        {
            Format = VerdictReport.CurrentFormat,
            Run = "20260101-000000-abcd",
            StartedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Seconds = 100,
            Source = "0123456789ab",
            Target = "an environment started for this run",
            Machine = new MachineInfo("Linux", ".NET 10", "a processor", 2, 8_000),
            Outcome = criteria.ToOutcome(),
            Criteria = criteria,
            Suites = suites,
            ZeroTraffic = ZeroTraffic.Of(suites),
        };
    }

    private static Measurement Good(Measure measure) => Measurement.Of(
        measure,
        new Measured(measure.Comparison is Comparison.Below ? measure.Limit / 2 : measure.Comparison is Comparison.Above ? measure.Limit + 0.05 : measure.Limit, measure.MinimumSamples));
}

using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Judging;
using Migration.Verdict.Model;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class JudgeTests
{
    private const string Performance = "PerformanceReliability";
    private const int P99Check = 2;

    [TestMethod]
    public void Judge_EverythingPasses_IsGo() => Sample.Report().Outcome.Should().Be(Outcome.Go);

    [TestMethod]
    [DataRow("Smoke", 1, CheckState.Fail, "NO-GO")]
    [DataRow("Smoke", 1, CheckState.Inconclusive, "INCONCLUSIVE")]
    [DataRow("Smoke", 1, CheckState.NotRun, "INCONCLUSIVE")]
    [DataRow("Connectivity", 2, CheckState.Fail, "NO-GO")]
    [DataRow("TrafficRouter", 7, CheckState.Fail, "NO-GO")]
    [DataRow(Performance, P99Check, CheckState.Fail, "NO-GO")]
    [DataRow(Performance, 4, CheckState.Fail, "NO-GO")]
    [DataRow(Performance, 5, CheckState.Fail, "GO WITH FINDINGS")]
    [DataRow(Performance, 9, CheckState.Inconclusive, "GO WITH FINDINGS")]
    [DataRow("DataConsistency", 9, CheckState.Fail, "GO WITH FINDINGS")]
    [DataRow("DataConsistency", 9, CheckState.NotRun, "GO WITH FINDINGS")]
    [DataRow("Smoke", 6, CheckState.NotRun, "GO")]
    [DataRow("Smoke", 6, CheckState.Fail, "NO-GO")]
    [DataRow("Connectivity", 4, CheckState.NotRun, "GO")]
    public void Judge_OneCheckEndsOtherwise_CountsByItsSeverity(string suite, int number, CheckState state, string expected)
        => Judge.JudgeAll(Sample.With(suite, number, check => check with { State = state })).ToOutcome().ToWord().Should().Be(expected);

    [TestMethod]
    public void Judge_CheckPassesWithoutEvidence_IsInconclusive()
    {
        var criteria = Judge.JudgeAll(Sample.With(Performance, P99Check, check => check with { Measurements = [] }));

        var criterion = criteria.Single(each => each.Id == "latency.p99");
        criterion.State.Should().Be(CheckState.Inconclusive);
        criterion.Actual.Should().Be("–");
        criteria.ToOutcome().Should().Be(Outcome.Inconclusive);
    }

    [TestMethod]
    [DataRow(199.9, 3_000L, 200.0, CheckState.Pass)]
    [DataRow(200.0, 3_000L, 200.0, CheckState.Fail)]
    [DataRow(10.0, 2_999L, 200.0, CheckState.Inconclusive)]
    [DataRow(double.NaN, 3_000L, 200.0, CheckState.Inconclusive)]
    [DataRow(220.0, 3_000L, 250.0, CheckState.Inconclusive)]
    public void Judge_MeasuredValue_IsJudgedAgain(double value, long samples, double limit, CheckState expected)
    {
        var measurement = new Measurement { Measure = "latency.p99", Value = value, Samples = samples, Limit = limit };

        var criteria = Judge.JudgeAll(Sample.With(Performance, P99Check, check => check with { Measurements = [measurement] }));

        criteria.Single(each => each.Id == "latency.p99").State.Should().Be(expected);
    }

    [TestMethod]
    public void Judge_CheckFailsThoughItsValueIsGood_Fails()
        => Judge.JudgeAll(Sample.With(Performance, P99Check, check => check with { State = CheckState.Fail, Reason = "because" }))
            .Single(each => each.Id == "latency.p99").Should().Match<CriterionResult>(criterion => criterion.State == CheckState.Fail && criterion.Reason == "because");

    [TestMethod]
    public void Criteria_TogetherRestOnEveryCheck()
        => SuiteCatalogue.All.SelectMany(suite => suite.Checks.Select(check => (suite, check)))
            .Should().OnlyContain(each => Criteria.All.Any(criterion => criterion.Rests(each.suite, each.check)), "a check that counts for nothing may fail unseen");

    [TestMethod]
    public void ToExitCode_OfEachOutcome_IsItsNumber()
        => Enum.GetValues<Outcome>().Select(outcome => outcome.ToExitCode()).Should().Equal(0, 0, 1, 2);
}

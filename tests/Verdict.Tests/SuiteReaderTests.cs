using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Reading;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class SuiteReaderTests
{
    private static readonly SuiteDefinition Suite = new("S", "A suite", TimeSpan.FromMinutes(1), [new(1, "A_Bound_Test", "first"), new(2, null, "second")]);

    [TestMethod]
    [DataRow("Passed", CheckState.Pass)]
    [DataRow("Failed", CheckState.Fail)]
    [DataRow("NotExecuted", CheckState.NotRun)]
    [DataRow("Timeout", CheckState.Inconclusive)]
    public void Read_Outcome_BecomesAState(string outcome, CheckState expected) => Read([Result("A_Bound_Test", outcome)]).Checks[0].State.Should().Be(expected);

    [TestMethod]
    public void Read_OneOfSeveralRowsFails_TheCheckFails()
        => Read([Result("A_Bound_Test", "Passed"), Result("A_Bound_Test", "Failed")]).Checks[0].State.Should().Be(CheckState.Fail);

    [TestMethod]
    public void Read_TestThatIsNotReported_IsInconclusive()
        => Read([]).Checks.Should().OnlyContain(check => check.State == CheckState.Inconclusive && check.Reason.Length > 0);

    [TestMethod]
    public void Read_TestThatNoCheckNames_TakesTheFreePlace()
        => Read([Result("A_Bound_Test", "Passed"), Result("Some_OtherThing_Works", "Passed")]).Checks[1].Title.Should().Be("Some, other thing, works");

    [TestMethod]
    public void Read_MoreTestsThanChecks_NoneFailsUnseen()
        => Read([Result("A_Bound_Test", "Passed"), Result("B", "Passed"), Result("C", "Failed")]).State.Should().Be(CheckState.Fail);

    [TestMethod]
    public void Read_FailedTestThatSaysItWasNotRun_IsNotRun()
    {
        var evidence = File(CheckState.NotRun, "DataSync is switched off.");

        var check = Read([Result("A_Bound_Test", "Failed")], evidence).Checks[0];

        check.State.Should().Be(CheckState.NotRun);
        check.Reason.Should().Be("DataSync is switched off.");
    }

    [TestMethod]
    public void Read_FailedForTooFewSamples_IsInconclusive()
    {
        var evidence = File() with { Measurements = [Measurement.Of(Measures.LatencyP99, new Measured(1, 10))] };

        Read([Result("A_Bound_Test", "Failed")], evidence).Checks[0].State.Should().Be(CheckState.Inconclusive);
    }

    private static TrxResult Result(string test, string outcome) => new(test, outcome, outcome == "Failed" ? "it is so" : string.Empty, string.Empty, TimeSpan.FromSeconds(1));

    private static EvidenceFile File(CheckState? state = null, string? reason = null)
        => new() { Format = EvidenceFile.CurrentFormat, Run = "r", Test = "A_Bound_Test", State = state, Reason = reason };

    private static Model.SuiteResult Read(IReadOnlyList<TrxResult> results, EvidenceFile? evidence = null) => SuiteReader.Read(
        Suite, results, evidence is null ? new Dictionary<string, EvidenceFile>(StringComparer.Ordinal) : new Dictionary<string, EvidenceFile>(StringComparer.Ordinal) { [evidence.Test] = evidence }, unfinished: null);
}

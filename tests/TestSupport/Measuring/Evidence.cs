using System.Diagnostics.CodeAnalysis;

namespace Migration.TestSupport.Measuring;

/// <summary>
/// Where a check leaves what it has measured. The verdict reads it from there and judges again; nobody types a value into a report.
/// </summary>
public static class Evidence
{
    /// <summary>Where the files go. The verdict sets both; a suite that runs alone writes beside its program.</summary>
    public const string DirectoryVariable = "Evidence__Directory";

    public const string RunVariable = "Evidence__Run";

    private static readonly EvidenceFolder Folder = new(
        Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } directory ? directory : Path.Combine(AppContext.BaseDirectory, "evidence"),
        Environment.GetEnvironmentVariable(RunVariable) is { Length: > 0 } run ? run : $"alone-{Environment.ProcessId}");

    /// <summary>Writes it down, whatever it is.</summary>
    public static Judgement Record(TestContext testContext, Measure measure, Measured measured)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(measured);
        var measurement = Measurement.Of(measure, measured);
        Change(testContext, file => file with { Measurements = [.. file.Measurements, measurement] });
        return measure.Judge(measured.Value, measured.Samples);
    }

    /// <summary>Writes it down, and fails the test if it is not within its limit.</summary>
    public static void Demand(TestContext testContext, Measure measure, Measured measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var judgement = Record(testContext, measure, measured);
        var text = measured.Note is null ? judgement.Reason : $"{judgement.Reason} {measured.Note}";
        testContext.WriteLine(text);
        switch (judgement.State)
        {
            case CheckState.Pass:
                break;
            case CheckState.Fail:
                Assert.Fail(text);
                break;
            default:
                Assert.Inconclusive(text);
                break;
        }
    }

    /// <summary>The check cannot be made here, and why: "DataSync is switched off". Alone, such a test fails its run.</summary>
    [DoesNotReturn]
    public static void NotRun(TestContext testContext, string reason) => End(testContext, CheckState.NotRun, reason);

    /// <summary>The check was made and says nothing, and why.</summary>
    [DoesNotReturn]
    public static void Inconclusive(TestContext testContext, string reason) => End(testContext, CheckState.Inconclusive, reason);

    [DoesNotReturn]
    private static void End(TestContext testContext, CheckState state, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Change(testContext, file => file with { State = state, Reason = reason });
        Assert.Inconclusive($"{state.ToWord()}: {reason}");
    }

    private static void Change(TestContext testContext, Func<EvidenceFile, EvidenceFile> change)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        testContext.AddResultFile(Folder.Change(testContext.TestName ?? throw new ArgumentException("No test is running.", nameof(testContext)), change));
    }
}

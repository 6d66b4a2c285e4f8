using Migration.TestSupport;
using Migration.TestSupport.Measuring;

namespace Migration.PerformanceReliability.Suite;

/// <summary>One load of a minute at 100 requests a second, through the monolith to the microservice, is the evidence for all of these.</summary>
[TestClass]
[TestCategory("PerformanceReliability")]
[Disturbs]
public sealed class LoadTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private LoadRun _load = null!;

    [TestInitialize]
    public async Task RunTheLoadAsync()
    {
        _load = await LoadRun.OnceAsync(CancellationToken);
    }

    [TestMethod]
    [Timeout(LoadRun.Limit, CooperativeCancellation = true)]
    public void Load_At100RequestsPerSecond_HasP95Below100Milliseconds() => Demand(Measures.LatencyP95, figures => figures.LatencyP95);

    [TestMethod]
    [Timeout(LoadRun.Limit, CooperativeCancellation = true)]
    public void Load_At100RequestsPerSecond_HasP99Below200Milliseconds() => Demand(Measures.LatencyP99, figures => figures.LatencyP99);

    [TestMethod]
    [Timeout(LoadRun.Limit, CooperativeCancellation = true)]
    public void Load_At100RequestsPerSecond_FailsLessThanOnceInAThousand()
    {
        Demand(Measures.ErrorRate, figures => figures.ErrorRate);
        Demand(Measures.SuccessRate, figures => figures.SuccessRate);
        _load.Minute.ServedBy.Keys.Should().BeSubsetOf(["microservice", "monolith-fallback"], "every user is routed to the microservice");
    }

    [TestMethod]
    [Timeout(LoadRun.Limit, CooperativeCancellation = true)]
    public void Load_OverOneMinute_DoesNotSlowDown() => Demand(Measures.LatencyDrift, figures => figures.Drift);

    [TestMethod]
    [Timeout(LoadRun.Limit, CooperativeCancellation = true)]
    public void Load_At100RequestsPerSecond_IsAnsweredAsItComes() => Demand(Measures.Throughput, figures => figures.Throughput);

    /// <summary>What was missed on a machine that did not run proves nothing, and neither does it pass: INCONCLUSIVE, with what was seen of the machine.</summary>
    private void Demand(Measure measure, Func<LoadFigures, Measured> choose)
    {
        var figures = new LoadFigures(_load.Minute);
        var measured = choose(figures);
        var judgement = measure.Judge(measured.Value, measured.Samples);
        if (judgement.State == CheckState.Fail && figures.IsDisturbed)
        {
            Evidence.Inconclusive(TestContext, $"{judgement.Reason} But the machine did not run as it should: {figures.Machine}. {_load.Story}".TrimEnd());
        }

        Evidence.Demand(TestContext, measure, measured with { Note = $"{measured.Note} {_load.Story}".TrimEnd() });
    }
}

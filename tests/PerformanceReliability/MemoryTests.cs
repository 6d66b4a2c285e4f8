using System.Globalization;
using Migration.TestSupport;
using Migration.TestSupport.Measuring;

namespace Migration.PerformanceReliability.Suite;

/// <summary>The microservice's heap after a full collection, after each of three loads.</summary>
[TestClass]
[TestCategory("PerformanceReliability")]
[Disturbs]
public sealed class MemoryTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const double LeastAllowance = 8;
    private const double AllowedShare = 0.05;
    private const long FewestRequests = 200;

    [TestMethod]
    [Timeout(LoadRun.Limit, CooperativeCancellation = true)]
    public async Task Memory_AfterThreeCyclesOfLoad_IsWhatItWas()
    {
        var load = await LoadRun.OnceAsync(CancellationToken);
        if (load.Heaps.Count == 0)
        {
            Evidence.NotRun(TestContext, "The microservice's process is not on this machine, or its telemetry goes elsewhere.");
        }

        if (load.Requests.Min() < FewestRequests)
        {
            Evidence.Inconclusive(TestContext, $"The microservice answered only {load.Requests.Min()} requests in one of the cycles: that is no load.");
        }

        var excess = load.Heaps[^1] - load.Heaps[0] - Math.Max(load.Heaps[0] * AllowedShare, LeastAllowance);
        var heaps = string.Join(", ", load.Heaps.Select(heap => heap.ToString("0.0", CultureInfo.InvariantCulture)));
        Evidence.Demand(TestContext, Measures.HeapExcess, new Measured(excess, load.Heaps.Count)
        {
            Note = $"Collected heap after each cycle: {heaps} MB; the microservice answered {string.Join(", ", load.Requests)} requests in them.",
        });
    }
}

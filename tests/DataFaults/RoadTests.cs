using Migration.TestSupport.Faults;

namespace Migration.DataFaults.Suite;

/// <summary>The road between DataSync and one database is disturbed, and then that to the other, while both sides are written to.</summary>
[TestClass]
public sealed class RoadTests(TestContext testContext) : FaultTest(testContext)
{
    private static readonly string[] Both = [Roads.DataSyncToSvetubd, Roads.DataSyncToListings];
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(0.5);

    [TestMethod]
    public Task Road_Cut_LosesNothing() => DuringAsync(TimeSpan.FromSeconds(1.5), async road =>
    {
        await Environment.Faults.SetEnabledAsync(road, enabled: false, CancellationToken);
        return new Mending(() => Environment.Faults.SetEnabledAsync(road, enabled: true, CancellationToken.None));
    });

    [TestMethod]
    public Task Road_TwoSecondsLong_LosesNothing() => DuringAsync(TimeSpan.FromSeconds(2.5), road => WithToxicAsync(road, "latency", new { latency = 2000 }));

    [TestMethod]
    public Task Road_ResettingConnections_LosesNothing() => DuringAsync(TimeSpan.FromSeconds(1.5), road => WithToxicAsync(road, "reset_peer", new { timeout = 100 }));

    private async Task<IAsyncDisposable> WithToxicAsync(string road, string type, object attributes)
        => await Environment.Faults.AddToxicAsync(road, new { type, attributes }, CancellationToken);

    private async Task DuringAsync(TimeSpan disturbance, Func<string, Task<IAsyncDisposable>> disturb)
    {
        await using var workload = await WriteAsync();
        foreach (var road in Both)
        {
            await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
            await using (await disturb(road))
            {
                await Task.Delay(disturbance, TimeProvider.System, CancellationToken);
            }
        }

        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await ShouldHoldAsync(workload);
    }
}

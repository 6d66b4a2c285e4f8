using Migration.TestSupport.Faults;

namespace Migration.DataFaults.Suite;

/// <summary>The road between DataSync and one of the databases is disturbed, while both sides are written to.</summary>
[TestClass]
public sealed class RoadTests(TestContext testContext) : FaultTest(testContext)
{
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Disturbance = TimeSpan.FromSeconds(2.5);

    [TestMethod]
    [DataRow(Roads.DataSyncToSvetubd)]
    [DataRow(Roads.DataSyncToListings)]
    public Task Road_Cut_LosesNothing(string road) => DuringAsync(async () =>
    {
        await Environment.Faults.SetEnabledAsync(road, enabled: false, CancellationToken);
        return new Mending(() => Environment.Faults.SetEnabledAsync(road, enabled: true, CancellationToken.None));
    });

    [TestMethod]
    [DataRow(Roads.DataSyncToSvetubd)]
    [DataRow(Roads.DataSyncToListings)]
    public Task Road_TwoSecondsLong_LosesNothing(string road) => DuringAsync(() => WithToxicAsync(road, "latency", new { latency = 2000 }));

    [TestMethod]
    [DataRow(Roads.DataSyncToSvetubd)]
    [DataRow(Roads.DataSyncToListings)]
    public Task Road_ResettingConnections_LosesNothing(string road) => DuringAsync(() => WithToxicAsync(road, "reset_peer", new { timeout = 100 }));

    private async Task<IAsyncDisposable> WithToxicAsync(string road, string type, object attributes)
        => await Environment.Faults.AddToxicAsync(road, new { type, attributes }, CancellationToken);

    private async Task DuringAsync(Func<Task<IAsyncDisposable>> disturb)
    {
        await using var workload = await WriteAsync();
        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await using (await disturb())
        {
            await Task.Delay(Disturbance, TimeProvider.System, CancellationToken);
        }

        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await ShouldHoldAsync(workload);
    }
}

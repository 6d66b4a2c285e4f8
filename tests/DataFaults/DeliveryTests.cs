using Migration.DataFaults.Suite.History;
using Migration.TestSupport.Environments;

namespace Migration.DataFaults.Suite;

/// <summary>The servers send again what was applied before: their slots have forgotten what was confirmed.</summary>
[TestClass]
public sealed class DeliveryTests(TestContext testContext) : FaultTest(testContext)
{
    private const string Kept = "kept_by_the_test";
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(0.7);
    private static readonly Victim DataSync = new(ResourceNames.DataSync);

    [TestMethod]
    public async Task Delivery_OfTheSameChangesAgain_AppliesThemOnce()
    {
        Side[] sides = [Monolith, Microservice];
        await using var workload = await WriteAsync();
        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await DataSync.KillAsync(CancellationToken);
        foreach (var side in sides)
        {
            await side.ExecuteAsync($"select pg_copy_logical_replication_slot('{await FreedAsync(side)}', '{Kept}')", CancellationToken);
        }

        await DataSync.StartAsync(CancellationToken);
        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await DataSync.KillAsync(CancellationToken);
        foreach (var side in sides)
        {
            var slot = await FreedAsync(side);
            await side.ExecuteAsync($"select pg_drop_replication_slot('{slot}')", CancellationToken);
            await side.ExecuteAsync($"select pg_copy_logical_replication_slot('{Kept}', '{slot}')", CancellationToken);
            await side.ExecuteAsync($"select pg_drop_replication_slot('{Kept}')", CancellationToken);
        }

        await DataSync.StartAsync(CancellationToken);
        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await ShouldHoldAsync(workload);
    }

    /// <summary>The slot, which nobody uses any more.</summary>
    private async Task<string> FreedAsync(Side side)
    {
        const string Own = "from pg_replication_slots where database = current_database() and slot_name like 'datasync%'";
        await side.ExecuteAsync($"select pg_terminate_backend(active_pid, 5000) {Own}", CancellationToken);
        return await side.ReadAsync<string>($"select slot_name::text {Own}", CancellationToken);
    }
}

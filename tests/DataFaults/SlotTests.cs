using Migration.DataFaults.Suite.History;
using Migration.TestSupport;
using Migration.TestSupport.Environments;

namespace Migration.DataFaults.Suite;

/// <summary>What DataSync relies on is taken away, while both sides are written to.</summary>
[TestClass]
public sealed class SlotTests(TestContext testContext) : FaultTest(testContext)
{
    private const string OwnSlot = "from pg_replication_slots where database = current_database() and slot_name like 'datasync%'";
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(0.5);
    private static readonly Victim DataSync = new(ResourceNames.DataSync);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public Task Slot_DroppedWhileItIsUsed_IsMadeAnewAndNothingIsLost(bool forward) => UnderAsync(() => SideOf(forward).ExecuteAsync(
        $"select pg_drop_replication_slot(slot_name) from (select slot_name, pg_terminate_backend(active_pid, 5000) {OwnSlot} offset 0) own", CancellationToken), mayBeRefused: true);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Log_BeyondTheSlotsLimit_LosesTheSlotAndNothingElse(bool forward)
    {
        var side = SideOf(forward);
        try
        {
            await UnderAsync(async () =>
            {
                await DataSync.KillAsync(CancellationToken);
                await side.ExecuteAsync("alter system set max_slot_wal_keep_size = '16MB'", CancellationToken);
                await side.ExecuteAsync("select pg_reload_conf()", CancellationToken);
                for (var segment = 0; segment < 4; segment++)
                {
                    await side.ExecuteAsync("select pg_logical_emit_message(false, 'filler', repeat('x', 100000)), pg_switch_wal()", CancellationToken);
                }

                await side.ExecuteAsync("checkpoint", CancellationToken);
                (await side.ReadAsync<bool>($"select bool_and(wal_status in ('lost', 'unreserved')) {OwnSlot}", CancellationToken)).Should().BeTrue("the log must be beyond the limit");
                await DataSync.StartAsync(CancellationToken);
            });
        }
        finally
        {
            await side.ExecuteAsync("alter system reset max_slot_wal_keep_size", CancellationToken.None);
            await side.ExecuteAsync("select pg_reload_conf()", CancellationToken.None);
        }
    }

    private Side SideOf(bool forward) => forward ? Monolith : Microservice;

    private async Task UnderAsync(Func<Task> fault, bool mayBeRefused = false)
    {
        await using var workload = await WriteAsync();
        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        if (mayBeRefused)
        {
            // DataSync may be back at its slot between the two statements.
            await Eventually.SatisfiesAsync(_ => TriedAsync(fault), done => done, "the slot is dropped", cancellationToken: CancellationToken);
        }
        else
        {
            await fault();
        }

        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await ShouldHoldAsync(workload);
    }

    private static async Task<bool> TriedAsync(Func<Task> fault)
    {
        try
        {
            await fault();
            return true;
        }
        catch (Npgsql.PostgresException)
        {
            return false;
        }
    }
}

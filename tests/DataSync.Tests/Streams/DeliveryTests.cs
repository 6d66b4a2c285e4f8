using Migration.DataSync.Tests.Fixture;
using NpgsqlTypes;

namespace Migration.DataSync.Tests.Streams;

/// <summary>
/// What the target has committed and its slot was never told of, as after a crash between the two: the server would send it again, and counters, which are
/// added by difference, would show it.
/// </summary>
[TestClass]
public sealed class DeliveryTests : StreamTest
{
    private const string Own = "from pg_replication_slots where database = current_database() and slot_name like 'datasync%'";
    private const string Kept = "kept_by_the_test";

    [TestMethod]
    public async Task Changes_ThatTheSlotsWereNotToldOf_AreAppliedOnce()
    {
        await InsertListingAsync(("views_count", "10"));
        await StartSyncAsync();
        await SyncedAsync();
        await StopSyncAsync();
        await KeepSlotsAsync();
        await StartSyncAsync();
        await Source.ExecuteAsync("update c2c_listings set views_count = views_count + 2");
        await Target.ExecuteAsync("update listings set views_count = views_count + 5");
        await SyncedAsync();
        await StopSyncAsync();
        (await ViewsAsync()).Should().Be((17, 17));

        await GiveKeptSlotsBackAsync();
        await ShouldKnowLessAsync(Source, Target, "forward");
        await ShouldKnowLessAsync(Target, Source, "back");
        await StartSyncAsync();
        await Source.ExecuteAsync("update c2c_listings set views_count = views_count + 1");
        await SyncedAsync();

        (await ViewsAsync()).Should().Be((18, 18), "what had come before must not come again, what is new must");
    }

    private static async Task<(int Monolith, int Microservice)> ViewsAsync()
        => (await Source.ScalarAsync<int>("select views_count from c2c_listings"), (int)await Target.ScalarAsync<long>("select views_count::bigint from listings"));

    private static async Task KeepSlotsAsync()
    {
        foreach (var side in new[] { Source, Target })
        {
            // The names are the server's, and both databases may be on one.
            await side.ExecuteAsync($"select pg_copy_logical_replication_slot(slot_name, '{Kept}_' || slot_name) {Own}");
        }
    }

    private static async Task GiveKeptSlotsBackAsync()
    {
        foreach (var side in new[] { Source, Target })
        {
            var slot = await side.ScalarAsync<string>($"select slot_name::text {Own}");
            await side.ExecuteAsync($"select pg_terminate_backend(active_pid, 20000) {Own}");
            await side.ExecuteAsync($"select pg_drop_replication_slot('{slot}')");
            await side.ExecuteAsync($"select pg_copy_logical_replication_slot('{Kept}_{slot}', '{slot}')");
            await side.ExecuteAsync($"select pg_drop_replication_slot('{Kept}_{slot}')");
        }
    }

    private static async Task ShouldKnowLessAsync(TestDatabase from, TestDatabase to, string stream)
    {
        var confirmed = await from.ScalarAsync<NpgsqlLogSequenceNumber>($"select confirmed_flush_lsn {Own}");
        var applied = await to.ScalarAsync<NpgsqlLogSequenceNumber>($"select applied_lsn from sync_stream where stream = '{stream}'");
        confirmed.Should().BeLessThan(applied, "else the server has nothing to send again");
    }
}

using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Verification;

/// <summary>What has to be so before the microservice may take over, and a comparison that nobody waits for any more.</summary>
[TestClass]
public sealed class CutoverTests : StreamTest
{
    [TestMethod]
    public async Task Cutover_WithQuarantineAndDrift_NamesEach()
    {
        await InsertListingsAsync(1001, 1010);
        await Source.ExecuteAsync("update c2c_listings set price = null where id = 1004");
        await StartSyncAsync();
        await SyncedAsync();
        await Target.ExecuteAsync("""
            select pg_replication_origin_create('datasync_drift') where pg_replication_origin_oid('datasync_drift') is null;
            select pg_replication_origin_session_setup('datasync_drift');
            begin; set local migration.applying = 'on'; update listings set title = 'Damaged' where id = 1005; commit;
            select pg_replication_origin_session_reset()
            """);

        var answer = await CutoverAsync();

        answer.Should().Contain("\"ready\": false")
            .And.Contain("quarantine: 1 rows of c2c_listings are not in the other database")
            .And.Contain("quarantine: 2 rows of c2c_images")
            .And.Contain("checksums: DRIFT, 1 findings");
    }

    [TestMethod]
    public async Task Cutover_WithAStreamThatStands_NamesIt()
    {
        await InsertListingsAsync(1001, 1010);
        await StartSyncAsync();
        await SyncedAsync();
        await Source.ExecuteAsync("alter table c2c_listings replica identity default; update c2c_listings set needs_reindex = true");
        try
        {
            await Eventually.IsTrueAsync(
                async () => (await CutoverAsync()).Contains("stream forward: c2c_listings has lost its REPLICA IDENTITY FULL", StringComparison.Ordinal),
                "the stream is named",
                TestContext.CancellationToken);
        }
        finally
        {
            await Source.ExecuteAsync("alter table c2c_listings replica identity full");
        }
    }

    [TestMethod]
    public async Task Verify_CallerThatGoesAway_EndsTheComparison()
    {
        const string Comparing = "select exists (select from pg_stat_activity where datname = current_database() and state = 'active' and wait_event_type = 'Lock' and query like '%md5(%')";
        await InsertListingsAsync(1001, 1010);
        await StartSyncAsync("--Verification:Continuous=false");
        await SyncedAsync();
        await using var blocker = await Target.Source.OpenConnectionAsync(TestContext.CancellationToken);
        await using var transaction = await blocker.BeginTransactionAsync(TestContext.CancellationToken);
        await using (var hold = blocker.CreateCommand())
        {
            hold.CommandText = "lock table listings";
            await hold.ExecuteNonQueryAsync(TestContext.CancellationToken);
        }

        using var http = Client();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        var asking = http.PostAsync(new Uri("consistency/verify", UriKind.Relative), null, leaving.Token);
        await Eventually.IsTrueAsync(() => Target.ScalarAsync<bool>(Comparing), "it compares", TestContext.CancellationToken);
        await leaving.CancelAsync();

        await Eventually.IsTrueAsync(async () => !await Target.ScalarAsync<bool>(Comparing), "it compares no more", TestContext.CancellationToken);
        await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        asking.IsCanceled.Should().BeTrue();
        await transaction.RollbackAsync(TestContext.CancellationToken);
        using var answer = await http.PostAsync(new Uri("consistency/verify", UriKind.Relative), null, TestContext.CancellationToken);
        (await answer.Content.ReadAsStringAsync(TestContext.CancellationToken)).Should().Contain("EQUAL", "the next one is not in its way");
    }

    private async Task<string> CutoverAsync()
    {
        using var http = Client();
        return await http.GetStringAsync(new Uri("cutover", UriKind.Relative), TestContext.CancellationToken);
    }
}

using System.Net;
using System.Text.Json;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Api;

/// <summary>What the service says of itself: how far behind it is, what its slots hold, and what it had to put aside.</summary>
[TestClass]
public sealed class HealthTests : StreamTest
{
    private const string OwnSlot = "from pg_replication_slots where database = current_database()";

    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(30);

    /// <summary>20 MB of log that no stream follows.</summary>
    private const string Filler = "select count(pg_logical_emit_message(false, 'filler', repeat('x', 1000000))) from generate_series(1, 20)";

    [TestMethod]
    public async Task Lag_WhileTheTargetIsAway_GrowsInBytesAndSecondsAndGoesAgain()
    {
        await InsertListingsAsync(1001, 1010);
        await StartSyncAsync();
        await SyncedAsync();
        using var metrics = new RecordedMetrics();
        await Target.TakeAwayAsync();

        await Source.ExecuteAsync($"update c2c_listings set price = price + 1; {Filler}");
        await UntilAsync(stream => stream.GetProperty("lag_bytes").GetInt64() > 20_000_000 && stream.GetProperty("lag_seconds").GetDouble() > 1, "the status says how late it is");
        await MeasuredAsync(metrics, read => read("datasync.lag.bytes", "forward") > 20_000_000 && read("datasync.lag.seconds", "forward") > 1, "the metrics say it too");
        await Target.GiveBackAsync();

        await UntilAsync(stream => stream.GetProperty("lag_bytes").GetInt64() < 10_000 && stream.GetProperty("lag_seconds").GetDouble() < 1, "it has caught up");
        await MeasuredAsync(metrics, read => read("datasync.lag.bytes", "forward") is >= 0 and < 10_000 && read("datasync.lag.seconds", "forward") < 1, "the metrics have caught up");
    }

    [TestMethod]
    public async Task Heartbeat_WhereNothingThatIsFollowedIsWritten_MovesTheSlot()
    {
        await StartSyncAsync();
        await SyncedAsync();

        await Source.ExecuteAsync(Filler);
        var position = await Source.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text");

        await Eventually.IsTrueAsync(
            () => Source.ScalarAsync<bool>($"select bool_and(confirmed_flush_lsn >= '{position}') {OwnSlot}"), "the monolith's slot lets go of the log", TestContext.CancellationToken);
        await Eventually.IsTrueAsync(
            () => Target.ScalarAsync<bool>($"select bool_and(confirmed_flush_lsn >= '{position}') {OwnSlot}"), "the microservice's slot lets go of the log", TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Health_SlotThatHoldsMoreThanTheAlert_IsUnhealthyUntilItMovesOn()
    {
        await InsertListingsAsync(1001, 1010);
        await Source.ExecuteAsync("checkpoint");
        await StartSyncAsync("--Sync:HeldLogAlert=10000000");
        await SyncedAsync();
        await using (var blocker = await Target.Source.OpenConnectionAsync(TestContext.CancellationToken))
        await using (var transaction = await blocker.BeginTransactionAsync(TestContext.CancellationToken))
        {
            await using var hold = blocker.CreateCommand();
            hold.CommandText = "lock table listings";
            await hold.ExecuteNonQueryAsync(TestContext.CancellationToken);
            await Source.ExecuteAsync($"update c2c_listings set price = price + 1; {Filler}");

            var (status, body) = await HealthAsync(found => found.Body.Contains("Sync:HeldLogAlert=10000000", StringComparison.Ordinal), "it says which slot holds too much");
            status.Should().Be(HttpStatusCode.ServiceUnavailable);
            body.Should().Contain("the slot of the stream 'forward' holds").And.Contain("before the disk is full");
        }

        await HealthAsync(found => found.Status == HttpStatusCode.OK, "it is healthy once the slot has moved on");
    }

    [TestMethod]
    public async Task Counts_OfQuarantineAndConflicts_AreMetricsAndHealth()
    {
        await InsertListingsAsync(1001, 1003);
        await Source.ExecuteAsync("update c2c_listings set price = null where id = 1001");
        await StartSyncAsync();
        await SyncedAsync();
        await StopSyncAsync();
        await Source.ExecuteAsync("update c2c_listings set title = 'Changed there' where id = 1002");
        await Target.ExecuteAsync("update listings set title = 'Changed here' where id = 1002");
        using var metrics = new RecordedMetrics();
        await StartSyncAsync();
        await SyncedAsync();

        await MeasuredAsync(metrics, read => read("datasync.quarantine", null) == 3 && read("datasync.conflicts", null) == 1, "three rows are in quarantine, one conflict is recorded");
        await MeasuredAsync(metrics, read => read("datasync.slot.held", "forward") > 0 && read("datasync.slot.held", "back") > 0, "what both slots hold is known");
        await HealthAsync(
            found => found.Status == HttpStatusCode.OK && found.Body.Contains("3 rows in quarantine, 1 conflicts recorded", StringComparison.Ordinal), "the health says it too");
    }

    [TestMethod]
    public async Task Health_StreamThatStands_SaysWhy()
    {
        await InsertListingsAsync(1001, 1010);
        await StartSyncAsync();
        await SyncedAsync();

        await Source.ExecuteAsync("alter table c2c_listings replica identity default; update c2c_listings set price = price + 1");
        try
        {
            var (status, _) = await HealthAsync(found => found.Body.Contains("c2c_listings has lost its REPLICA IDENTITY FULL", StringComparison.Ordinal), "it says why it stands");
            status.Should().Be(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await Source.ExecuteAsync("alter table c2c_listings replica identity full");
        }
    }

    [TestMethod]
    public async Task Backfill_UnderWay_ShowsRateAndTimeLeft()
    {
        await InsertListingsAsync(1001, 1400);
        using var metrics = new RecordedMetrics();
        await using var held = await HoldUpAsync(listing: 1101);
        await StartSyncAsync("--Backfill:ChunkSize=20");

        await MeasuredAsync(
            metrics,
            read => read("datasync.backfill.remaining", null) == 300
                && read("datasync.backfill.rate", null) > 0
                && Math.Abs((read("datasync.backfill.rate", null) * read("datasync.backfill.time_left", null)) - 300) < 0.001,
            "the metrics say how far it is");
        await HealthAsync(
            found => found.Body.Contains("100 of 400 listings copied (25.0 %), ", StringComparison.Ordinal) && found.Body.Contains(" s left", StringComparison.Ordinal), "the health says how far it is");
        await held.DisposeAsync();
        await SyncedAsync();
        await MeasuredAsync(metrics, read => read("datasync.backfill.remaining", null) == 0 && read("datasync.backfill.time_left", null) == 0, "the metrics say that nothing is left");
    }

    private async Task UntilAsync(Func<JsonElement, bool> satisfies, string expected)
    {
        using var http = Client();
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var status = JsonDocument.Parse(await http.GetStringAsync(new Uri("sync/status", UriKind.Relative), TestContext.CancellationToken));
                return satisfies(status.RootElement.GetProperty("streams")[0]);
            },
            expected,
            TestContext.CancellationToken);
    }

    /// <summary>The gauges show what the last heartbeat's look has found.</summary>
    private Task MeasuredAsync(RecordedMetrics metrics, Func<Func<string, string?, double>, bool> satisfies, string expected)
        => Eventually.IsTrueAsync(
            () =>
            {
                metrics.Read();
                return Task.FromResult(satisfies((name, stream) => metrics.Last(stream is null ? name : $"{name} {stream}")));
            },
            expected,
            TestContext.CancellationToken);

    private async Task<(HttpStatusCode Status, string Body)> HealthAsync(Func<(HttpStatusCode Status, string Body), bool> satisfies, string expected)
    {
        using var http = Client();
        return await Eventually.SatisfiesAsync(
            async cancellationToken =>
            {
                // What a slot has to keep for transactions that were open is known anew with each checkpoint.
                await Source.ExecuteAsync("checkpoint");
                using var answer = await http.GetAsync(new Uri("health", UriKind.Relative), cancellationToken);
                return (Status: answer.StatusCode, Body: await answer.Content.ReadAsStringAsync(cancellationToken));
            },
            satisfies,
            expected,
            HealthLimit,
            TestContext.CancellationToken);
    }
}

using Migration.DataSync.Databases;
using Migration.DataSync.Streams;
using Migration.DataSync.Tests.Fixture;
using Npgsql;

namespace Migration.DataSync.Tests.Backfill;

/// <summary>Two chunks are put where they belong at the same time: what comes first is held up here while the second goes on.</summary>
[TestClass]
public sealed class ChunksSideBySideTests : SyncTest
{
    private const string Uuid = "'{\"migration\": {\"uuid\": \"0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001\"}}'";

    [TestMethod]
    public async Task Commit_OfALaterChunk_WaitsForTheEarlierOne()
    {
        await InsertListingsAsync(1001, 1030);
        await using var held = await HoldUpAsync(listing: 1005);
        var backfill = BackfillAsync(chunkSize: 10);

        await UntilIdleAfterAsync("insert into listing_images", "the second chunk is where it belongs");

        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from sync_backfill where last_id > 0")).Should().Be(0);
        await held.DisposeAsync();
        (await backfill).Copied.Should().Be(30);
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(30);
    }

    [TestMethod]
    public async Task Judgement_ByWhatAnEarlierChunkHolds_WaitsForIt()
    {
        await InsertListingAsync(("metadata", Uuid));
        await InsertListingAsync(("id", "1002"), ("metadata", Uuid));
        await using var held = await HoldUpAsync(listing: 1001);
        var backfill = BackfillAsync(chunkSize: 1);

        await UntilIdleAfterAsync("select exists (select from staging_c2c_listings", "the second chunk is staged and waits");

        await held.DisposeAsync();
        (await backfill).Missing.Should().Be(0);
        (await Target.ScalarAsync<string>("select source_id || reasons[1] from sync_quarantine")).Should().Be("1002uuid_taken");
    }

    [TestMethod]
    public async Task Failure_OfAnEarlierChunk_LeavesNothingOfTheLater()
    {
        await InsertListingsAsync(1001, 1020);
        await using var held = await HoldUpAsync(listing: 1005);
        var backfill = BackfillAsync(chunkSize: 10);
        await UntilIdleAfterAsync("insert into listing_images", "the second chunk is where it belongs");

        await Target.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");

        await ((Task)backfill).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        backfill.Exception?.InnerException.Should().BeAssignableTo<NpgsqlException>();
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(0);
        await held.DisposeAsync();
        (await BackfillAsync(chunkSize: 10)).Copied.Should().Be(20);
    }

    [TestMethod]
    public async Task SchemaChange_WaitingForALaterChunk_DoesNotHoldUpTheEarlierOne()
    {
        await InsertListingsAsync(1001, 1020);
        await using var held = await HoldUpAsync(listing: 1005);
        var backfill = BackfillAsync(chunkSize: 10);
        await UntilIdleAfterAsync("insert into listing_images", "the second chunk is where it belongs");
        var change = Target.ExecuteAsync("alter table listing_images alter column url set not null");
        await Eventually.IsTrueAsync(
            () => Target.ScalarAsync<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'alter table%')"),
            "the change of the schema waits",
            TestContext.CancellationToken);

        await held.DisposeAsync();

        (await backfill.WaitAsync(TimeSpan.FromSeconds(30), TestContext.CancellationToken)).Copied.Should().Be(20);
        await change;
    }

    [TestMethod]
    public async Task EveryTransaction_OfABackfill_CarriesTheOrigin()
    {
        await InsertListingsAsync(1001, 1025);
        await using (var connection = await Target.Source.OpenConnectionAsync(TestContext.CancellationToken))
        {
            await SyncSchema.EnsureOriginAsync(connection, StreamDefinition.OriginPrefix + "beside", TestContext.CancellationToken);
        }

        await Target.ExecuteAsync("create publication everything for table listings, listing_images, c2c_categories");
        await Target.ExecuteAsync("select pg_create_logical_replication_slot('beside', 'pgoutput')");
        try
        {
            await BackfillAsync(chunkSize: 10, origin: StreamDefinition.OriginPrefix + "beside");

            // The log can be read as far as it has been written to the disk.
            await Eventually.SatisfiesAsync(
                _ => Target.ScalarAsync<string>("""
                    select concat_ws(' of ', count(*) filter (where get_byte(data, 0) = ascii('O')), count(*) filter (where get_byte(data, 0) = ascii('B')))
                    from pg_logical_slot_peek_binary_changes('beside', null, null, 'proto_version', '1', 'publication_names', 'everything')
                    """),
                marked => string.Equals(marked, "4 of 4", StringComparison.Ordinal),
                "the transactions of the categories and of three chunks carry it: 4 of 4",
                cancellationToken: TestContext.CancellationToken);
        }
        finally
        {
            await Target.ExecuteAsync("select pg_drop_replication_slot('beside')");
            await Target.ExecuteAsync("drop publication everything");
        }
    }

    private Task UntilIdleAfterAsync(string statement, string expected) => Eventually.IsTrueAsync(
        () => Target.ScalarAsync<bool>($"""
            select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')
                and exists (select from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and query like '{statement}%')
            """),
        expected,
        TestContext.CancellationToken);
}

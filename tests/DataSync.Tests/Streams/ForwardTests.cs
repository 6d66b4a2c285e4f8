using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Streams;

[TestClass]
public sealed class ForwardTests : StreamTest
{
    [TestMethod]
    public async Task Insert_AfterTheBackfill_IsCopiedWithItsParts()
    {
        await InsertListingsAsync(1001, 1010);
        await StartSyncAsync();
        await SyncedAsync();

        await InsertListingAsync(("id", "2001"), ("condition", "'used'"), ("address_city", "'Niš'"), ("metadata", "'{\"a\": 1}'"));
        await InsertImageAsync(("id", "77"), ("listing_id", "2001"), ("is_main", "true"));
        await SyncedAsync();

        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(11);
        (await Target.ScalarAsync<string>("""
            select l.title || l.attributes || a.attribute_value || o.city || i.storage_path || l.is_deleted
            from listings l join listing_attributes a on a.listing_id = l.id join listing_locations o on o.listing_id = l.id
            join listing_images i on i.listing_id = l.id where l.id = 2001
            """)).Should().Be("Polovna stolica{\"a\": 1}usedNišpfalse");
        (await Target.ScalarAsync<string>("select operation || status from indexing_queue where listing_id = 2001")).Should().Be("indexpending");
    }

    [TestMethod]
    public async Task Update_OfOneColumn_LeavesTheOthersAndGrowsTheVersion()
    {
        // So large, and so little alike in itself, that it lies beside the row: an update of another column does not send it again.
        await InsertListingAsync(("description", "(select string_agg(md5(i::text), '') from generate_series(1, 1000) i)"));
        await StartSyncAsync();
        await SyncedAsync();
        await Target.ExecuteAsync("set migration.applying = 'on'; update listings set sku = 'mine' where id = 1001; reset migration.applying");

        await Source.ExecuteAsync("update c2c_listings set price = 250.5, condition = 'new', address_city = 'Niš' where id = 1001");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select price || '|' || sku || '|' || version || '|' || length(description) from listings")).Should().Be("250.50|mine|2|32000");
        (await Target.ScalarAsync<string>("select attribute_value || city from listing_attributes join listing_locations using (listing_id)")).Should().Be("newNiš");
        (await Target.ScalarAsync<DateTime>("select updated_at at time zone 'UTC' from listings")).Should().Be(await Source.ScalarAsync<DateTime>("select updated_at from c2c_listings"));

        await Source.ExecuteAsync("update c2c_listings set condition = null where id = 1001");
        await SyncedAsync();
        (await Target.ScalarAsync<long>("select count(*) from listing_attributes")).Should().Be(0);
    }

    [TestMethod]
    public async Task Update_OfAListingThatTheTargetHasLost_MakesItAnewWithItsParts()
    {
        await InsertListingAsync(("condition", "'used'"), ("address_city", "'Niš'"));
        await StartSyncAsync("--Verification:Continuous=false");
        await SyncedAsync();
        await Target.ExecuteAsync("""
            select pg_replication_origin_create('datasync_drift') where pg_replication_origin_oid('datasync_drift') is null;
            select pg_replication_origin_session_setup('datasync_drift');
            begin; delete from listings; commit;
            select pg_replication_origin_session_reset()
            """);

        await Source.ExecuteAsync("update c2c_listings set description = 'Changed'");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select concat_ws('|', title, description, attribute_value, city) from listings l join listing_attributes a on a.listing_id = l.id join listing_locations o on o.listing_id = l.id"))
            .Should().Be("Polovna stolica|Changed|used|Niš");
    }

    [TestMethod]
    public async Task Delete_InTheMonolith_IsASoftDeleteTheIndexIsToldOf()
    {
        await InsertListingsAsync(1001, 1003);
        await StartSyncAsync();
        await SyncedAsync();

        await Source.ExecuteAsync("delete from c2c_listings where id = 1002; delete from c2c_images where listing_id = 1003");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select string_agg(id || is_deleted::text || (deleted_at is not null), ',' order by id) from listings")).Should().Be("1001falsefalse,1002truetrue,1003falsefalse");
        (await Target.ScalarAsync<long>("select count(*) from listing_images where listing_id = 1003")).Should().Be(0);
        (await Target.ScalarAsync<string>("select operation from indexing_queue where listing_id = 1002")).Should().Be("delete");
        (await Target.ScalarAsync<long>("select count(*) from sync_tombstone where row_id = 1002 and concept = 'listing'")).Should().Be(1);
        (await Source.ScalarAsync<long>("select count(*) from c2c_listings")).Should().Be(2);
    }

    [TestMethod]
    public async Task Counters_BothKinds_AreAddedByDifference()
    {
        await InsertListingAsync(("views_count", "10"));
        await StartSyncAsync();
        await SyncedAsync();
        var before = await Target.ScalarAsync<DateTime>("select updated_at from listings");
        await Target.ExecuteAsync("update listings set views_count = views_count + 5, favorites_count = 3");

        await Source.ExecuteAsync("update c2c_listings set views_count = views_count + 2; insert into c2c_favorites (user_id, listing_id) values (1, 1001), (2, 1001)");
        await Source.ExecuteAsync("delete from c2c_favorites where user_id = 1");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select views_count || '|' || favorites_count from listings")).Should().Be("17|4");
        (await Source.ScalarAsync<int>("select views_count from c2c_listings")).Should().Be(17);
        (await Target.ScalarAsync<DateTime>("select updated_at from listings")).Should().Be(before);
    }

    [TestMethod]
    public async Task KeyChange_OfAListing_IsADeleteAndAnInsert()
    {
        await InsertListingAsync();
        await StartSyncAsync();
        await SyncedAsync();

        await Source.ExecuteAsync("update c2c_listings set id = 1500 where id = 1001");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select string_agg(id || is_deleted::text, ',' order by id) from listings")).Should().Be("1001true,1500false");
    }

    [TestMethod]
    public async Task Truncate_OfTheListings_DeletesThemAll()
    {
        await InsertListingsAsync(1001, 1005);
        await StartSyncAsync();
        await SyncedAsync();

        await Source.ExecuteAsync("truncate c2c_listings cascade; insert into c2c_listings (id, user_id, category_id, title, price) values (3001, 1, 1101, 'After', 1)");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select string_agg(id::text, ',') from listings where not is_deleted")).Should().Be("3001");
    }

    [TestMethod]
    public async Task Transaction_OverSeveralTablesAndLargerThanMemory_ArrivesAsAWhole()
    {
        await StartSyncAsync("--Sync:ChunkRows=50", "--Sync:BatchRows=50");
        await SyncedAsync();

        await Source.ExecuteAsync("""
            begin;
            insert into c2c_listings (id, user_id, category_id, title, price) select i, 7, 1101, 'Listing ' || i, i from generate_series(1, 500) i;
            insert into c2c_images (listing_id, file_path, file_name, file_size, content_type) select i, 'p', 'n', 1, 'image/png' from generate_series(1, 500) i;
            update c2c_listings set title = title || '!' where id % 2 = 0;
            delete from c2c_listings where id % 5 = 0;
            commit;
            """);
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select count(*) || '|' || count(*) filter (where title like '%!') from listings where not is_deleted")).Should().Be("400|200");
        (await Target.ScalarAsync<long>("select count(*) from listing_images i join listings l on l.id = i.listing_id and not l.is_deleted")).Should().Be(400);
    }

    [TestMethod]
    public async Task Quarantine_OfAChangedRow_IsLeftWhenTheRowIsGoodAgain()
    {
        await InsertListingsAsync(1001, 1002);
        await Source.ExecuteAsync("update c2c_listings set price = null where id = 1001");
        await StartSyncAsync();
        await SyncedAsync();
        (await Target.ScalarAsync<long>("select count(*) from sync_quarantine")).Should().Be(3);
        await Source.ExecuteAsync("insert into c2c_favorites (user_id, listing_id) values (1, 1001)");
        await SyncedAsync();

        await Source.ExecuteAsync("update c2c_listings set price = 5 where id = 1001; update c2c_listings set status = 'odd' where id = 1002");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select source_id || reasons[1] from sync_quarantine where source_table = 'c2c_listings'")).Should().Be("1002status_unknown");
        (await Target.ScalarAsync<string>("select price || '|' || favorites_count || '|' || (select count(*) from listing_images where listing_id = 1001) from listings where id = 1001"))
            .Should().Be("5.00|1|2");
    }

    [TestMethod]
    public async Task Quarantine_LeftBesideAChangeOfOtherImages_TakesItsImagesAlong()
    {
        await InsertListingsAsync(1001, 1002);
        await Source.ExecuteAsync("update c2c_listings set price = null where id = 1001");
        await StartSyncAsync();
        await SyncedAsync();

        await Source.ExecuteAsync("begin; update c2c_images set file_name = 'other' where listing_id = 1002; update c2c_listings set price = 5 where id = 1001; commit");
        await SyncedAsync();

        (await Target.ScalarAsync<long>("select count(*) from listing_images where listing_id = 1001")).Should().Be(2);
        (await Target.ScalarAsync<long>("select count(*) from sync_quarantine")).Should().Be(0);
    }

    [TestMethod]
    public async Task Quarantine_OfTheSecondWithOneUuid_LeavesTheFirstAndTheStreamGoesOn()
    {
        const string Metadata = "'{\"migration\": {\"uuid\": \"0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001\"}}'";
        await InsertListingAsync(("id", "1005"), ("metadata", Metadata));
        await StartSyncAsync();
        await SyncedAsync();

        await Source.ExecuteAsync($"""
            begin;
            insert into c2c_listings (id, user_id, category_id, title, price, metadata)
            select id, 7, 1101, 'Copied by hand', 1, jsonb_build_object('migration', jsonb_build_object('uuid', uuid))
            from (values (1001, '0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001'), (1002, '0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a002'), (1003, '0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a002')) v (id, uuid);
            update c2c_listings set title = 'Still there' where id = 1005;
            commit
            """);
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select string_agg(id || title, ',' order by id) from listings")).Should().Be("1002Copied by hand,1005Still there");
        (await Target.ScalarAsync<string>("select string_agg(source_id || reasons[1], ',' order by source_id) from sync_quarantine")).Should().Be("1001uuid_taken,1003uuid_taken");
    }

    [TestMethod]
    public async Task NewColumn_InTheSource_StopsTheStreamAndNamesIt()
    {
        await InsertListingAsync();
        await StartSyncAsync();
        await SyncedAsync();
        await Source.ExecuteAsync("alter table c2c_listings add column colour text; update c2c_listings set colour = 'red', title = 'Red chair'");
        try
        {
            using var http = Client();
            await Eventually.IsTrueAsync(
                async () => (await http.GetStringAsync(new Uri("sync/status", UriKind.Relative), TestContext.CancellationToken)).Contains("c2c_listings has a column 'colour' that no rule maps", StringComparison.Ordinal),
                "the status names the column",
                TestContext.CancellationToken);
            (await Target.ScalarAsync<string>("select title from listings")).Should().Be("Polovna stolica");
            await StopSyncAsync();

            await StartSyncAsync("--Sync:IgnoredColumns:0=c2c_listings.colour");
            await SyncedAsync();

            (await Target.ScalarAsync<string>("select title from listings")).Should().Be("Red chair");
        }
        finally
        {
            await Source.ExecuteAsync("alter table c2c_listings drop column colour");
        }
    }

    [TestMethod]
    public async Task Identity_LostAndSetAgain_IsResynchronised()
    {
        await InsertListingsAsync(1001, 1010);
        await StartSyncAsync();
        await SyncedAsync();
        await Source.ExecuteAsync("alter table c2c_listings replica identity default");
        await Source.ExecuteAsync("update c2c_listings set title = 'Changed unseen' where id = 1003; delete from c2c_listings where id = 1004");

        await Source.ExecuteAsync("alter table c2c_listings replica identity full");
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select title from listings where id = 1003")).Should().Be("Changed unseen");
        (await Target.ScalarAsync<bool>("select is_deleted from listings where id = 1004")).Should().BeTrue();
        await Source.ExecuteAsync("update c2c_listings set title = 'Changed after that' where id = 1005");
        await SyncedAsync();
        (await Target.ScalarAsync<string>("select title from listings where id = 1005")).Should().Be("Changed after that");
    }

    /// <summary>From -13 on, a chunk ends at 0.</summary>
    [TestMethod]
    [DataRow(1001)]
    [DataRow(-13)]
    public async Task SlotDropped_WhileWritesGoOn_IsResynchronised(int first)
    {
        await InsertListingsAsync(first, first + 29);
        await StartSyncAsync("--Backfill:ChunkSize=7");
        await SyncedAsync();
        await StopSyncAsync();
        await DropSlotsAsync(Source);
        await Source.ExecuteAsync($"update c2c_listings set title = 'Changed unseen' where id = {first + 2}; delete from c2c_listings where id = {first + 3}; delete from c2c_images where listing_id = {first + 4}");
        await InsertListingsAsync(first + 30, first + 34);

        await StartSyncAsync("--Backfill:ChunkSize=7");
        await SyncedAsync();

        (await Target.ScalarAsync<string>($"select title from listings where id = {first + 2}")).Should().Be("Changed unseen");
        (await Target.ScalarAsync<string>($"select count(*) || '|' || bool_or(id = {first + 3}) from listings where not is_deleted")).Should().Be("34|false");
        (await Target.ScalarAsync<long>("select count(*) from listing_images i join listings l on l.id = i.listing_id where not is_deleted")).Should().Be(66);
    }
}

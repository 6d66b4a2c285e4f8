using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Streams;

[TestClass]
public sealed class BackTests : StreamTest
{
    private const string Create = """
        insert into listings (user_id, title, price, category_id, sku, quantity, visibility, status, attributes)
        values (7, 'Made by the service', 12.5, 1101, 'SKU-1', 3, 'unlisted', 'active', '{"a": 1}') returning id
        """;

    [TestMethod]
    public async Task Create_InTheMicroservice_IsInTheMonolithForeignFieldsIncluded()
    {
        await StartSyncAsync();
        await SyncedAsync();

        var id = await Target.ScalarAsync<long>(Create);
        await Target.ExecuteAsync($"""
            insert into listing_attributes (listing_id, attribute_key, attribute_value) values ({id}, 'condition', 'used'), ({id}, 'colour', 'red');
            insert into listing_locations (listing_id, city) values ({id}, 'Niš');
            insert into listing_images (listing_id, url, storage_path, file_size, mime_type, is_primary) values ({id}, '/x', 'a/b.png', 5, 'image/png', true);
            """);
        await SyncedAsync();

        (await Source.ScalarAsync<string>($"select title || price || status || condition || address_city || (metadata ->> 'a') from c2c_listings where id = {id}"))
            .Should().Be("Made by the service12.50inactiveusedNiš1");
        (await Source.ScalarAsync<string>($"select concat_ws('|', m ->> 'sku', m ->> 'quantity', m ->> 'visibility', m ->> 'status') from (select metadata -> 'migration' m from c2c_listings where id = {id}) x"))
            .Should().Be("SKU-1|3|unlisted|active");
        (await Source.ScalarAsync<string>("select file_name || is_main from c2c_images")).Should().Be("b.pngtrue");
    }

    [TestMethod]
    public async Task Update_OfWhatTheOtherMade_MovesBothWaysAndComesToRest()
    {
        await InsertListingAsync(("metadata", "null"));
        await StartSyncAsync();
        await SyncedAsync();
        var id = await Target.ScalarAsync<long>(Create);
        await SyncedAsync();

        await Target.ExecuteAsync("update listings set title = 'New title', quantity = 9 where id = 1001");
        await Source.ExecuteAsync($"update c2c_listings set price = 77 where id in (1001, {id})");
        await SyncedAsync();
        await SyncedAsync();

        (await Source.ScalarAsync<string>("select title || price || (metadata #>> '{migration,quantity}') from c2c_listings where id = 1001")).Should().Be("New title77.009");
        (await Target.ScalarAsync<string>($"select price || status || sku from listings where id = {id}")).Should().Be("77.00activeSKU-1");
        var before = await Target.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from listings");
        await SyncedAsync();
        (await Target.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from listings")).Should().Be(before, "nothing goes round");
        (await Source.ScalarAsync<long>("select count(*) from sync_conflict")).Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from sync_conflict")).Should().Be(0);
    }

    [TestMethod]
    public async Task Change_CarriedToTheOtherSide_IsNotSentBack()
    {
        await InsertListingsAsync(1001, 1002);
        await StartSyncAsync();
        await SyncedAsync();

        var monolith = await Source.ScalarAsync<string>("update c2c_listings set title = 'Changed there' where id = 1001; select xmin::text from c2c_listings where id = 1001");
        var microservice = await Target.ScalarAsync<string>("update listings set title = 'Changed here' where id = 1002; select xmin::text from listings where id = 1002");
        await SyncedAsync();
        await SyncedAsync();

        (await Target.ScalarAsync<string>("select title from listings where id = 1001")).Should().Be("Changed there");
        (await Source.ScalarAsync<string>("select title from c2c_listings where id = 1002")).Should().Be("Changed here");
        (await Source.ScalarAsync<string>("select xmin::text from c2c_listings where id = 1001")).Should().Be(monolith, "its own change must not come back");
        (await Target.ScalarAsync<string>("select xmin::text from listings where id = 1002")).Should().Be(microservice, "its own change must not come back");
    }

    [TestMethod]
    public async Task Parts_DeletedInTheMicroservice_LeaveTheMonolithsColumnsEmpty()
    {
        await InsertListingAsync(("condition", "'used'"), ("show_on_map", "false"), ("address_city", "'Niš'"), ("latitude", "43.5"));
        await StartSyncAsync();
        await SyncedAsync();

        await Target.ExecuteAsync("delete from listing_attributes; delete from listing_locations");
        await SyncedAsync();

        (await Source.ScalarAsync<string>("select concat_ws('|', condition is null, show_on_map, address_city is null, latitude is null) from c2c_listings")).Should().Be("t|t|t|t");
    }

    [TestMethod]
    public async Task Delete_InTheMicroservice_IsADeleteInTheMonolith()
    {
        await InsertListingsAsync(1001, 1003);
        await StartSyncAsync();
        await SyncedAsync();

        await Target.ExecuteAsync("update listings set is_deleted = true, deleted_at = now() where id = 1002; delete from listing_images where listing_id = 1003");
        await SyncedAsync();

        (await Source.ScalarAsync<string>("select string_agg(id::text, ',' order by id) from c2c_listings")).Should().Be("1001,1003");
        (await Source.ScalarAsync<long>("select count(*) from c2c_images")).Should().Be(2);
        (await Source.ScalarAsync<long>("select count(*) from sync_tombstone where row_id = 1002")).Should().Be(1);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task SameColumn_ChangedOnBothSides_ConvergesOnTheLaterAndKeepsTheLoser(bool monolithIsLater)
    {
        await InsertListingAsync();
        await StartSyncAsync();
        await SyncedAsync();
        await StopSyncAsync();

        var (first, second) = monolithIsLater ? (Target, Source) : (Source, Target);
        await first.ExecuteAsync($"update {(monolithIsLater ? "listings" : "c2c_listings")} set title = 'Earlier', price = 5");
        await second.ExecuteAsync($"update {(monolithIsLater ? "c2c_listings" : "listings")} set title = 'Later'");
        await second.ExecuteAsync($"update {(monolithIsLater ? "c2c_listings" : "listings")} set description = 'After that'");
        await first.ExecuteAsync($"update {(monolithIsLater ? "listings" : "c2c_listings")} set user_id = 8");
        await StartSyncAsync();
        await SyncedAsync();
        await SyncedAsync();

        const string Row = "select concat_ws('|', title, price, description, user_id, to_char(updated_at {0}, 'HH24:MI:SS.US')) from {1}";
        var monolith = await Source.ScalarAsync<string>(string.Format(System.Globalization.CultureInfo.InvariantCulture, Row, "", "c2c_listings"));
        monolith.Should().Be(await Target.ScalarAsync<string>(string.Format(System.Globalization.CultureInfo.InvariantCulture, Row, "at time zone 'UTC'", "listings")));
        monolith.Should().Contain("5.00|After that|8");
        var conflicts = await Source.ScalarAsync<long>("select count(*) from sync_conflict where field = 'title'")
            + await Target.ScalarAsync<long>("select count(*) from sync_conflict where field = 'title'");
        conflicts.Should().Be(1, "a conflict is decided and recorded once");
    }

    [TestMethod]
    public async Task Delete_AgainstAnUpdate_WinsAndKeepsWhatWasLost()
    {
        await InsertListingsAsync(1001, 1002);
        await StartSyncAsync();
        await SyncedAsync();
        await StopSyncAsync();

        await Source.ExecuteAsync("delete from c2c_listings where id = 1001; update c2c_listings set title = 'Changed there' where id = 1002");
        await Target.ExecuteAsync("update listings set title = 'Changed here' where id = 1001; update listings set is_deleted = true where id = 1002");
        await StartSyncAsync();
        await SyncedAsync();
        await SyncedAsync();

        (await Source.ScalarAsync<long>("select count(*) from c2c_listings")).Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from listings where not is_deleted")).Should().Be(0);
        var kept = await Source.ScalarAsync<string?>("select string_agg(coalesce(source_value, target_value) ->> 'title', ',') from sync_conflict where kind = 'deleted'")
            + await Target.ScalarAsync<string?>("select string_agg(coalesce(source_value, target_value) ->> 'title', ',') from sync_conflict where kind = 'deleted'");
        kept.Should().Contain("Changed here").And.Contain("Changed there");
    }

    [TestMethod]
    public async Task SlotDropped_WhileListingsAreDeletedHere_DeletesThemInTheMonolithToo()
    {
        await InsertListingsAsync(1001, 1003);
        await StartSyncAsync();
        await SyncedAsync();
        var id = await Target.ScalarAsync<long>(Create);
        await SyncedAsync();
        await StopSyncAsync();

        await DropSlotsAsync(Target);
        await Target.ExecuteAsync($"update listings set is_deleted = true, deleted_at = now() where id in ({id}, 1002)");
        await StartSyncAsync();
        await SyncedAsync();

        (await Source.ScalarAsync<string>("select string_agg(id::text, ',' order by id) from c2c_listings")).Should().Be("1001,1003");
        (await Target.ScalarAsync<string>("select string_agg(id::text, ',' order by id) from listings where not is_deleted")).Should().Be("1001,1003");
    }

    [TestMethod]
    public async Task WayBackOff_KeepsNoSlotInTheMicroservicesDatabase()
    {
        await StartSyncAsync("--Sync:WayBack=false");
        await ReachedAsync(Source, Target, "forward");

        (await Target.ScalarAsync<long>("select count(*) from pg_replication_slots where database = current_database() and slot_name like '%'")).Should().Be(0);
    }
}

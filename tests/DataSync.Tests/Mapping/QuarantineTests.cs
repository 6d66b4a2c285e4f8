using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Mapping;

[TestClass]
public sealed class QuarantineTests : SyncTest
{
    [TestMethod]
    [DataRow("user_id", "null", "user_missing")]
    [DataRow("user_id", "0", "user_invalid")]
    [DataRow("category_id", "null", "category_missing")]
    [DataRow("title", "'TV'", "title_too_short")]
    [DataRow("title", "'  a     '", "title_too_short")]
    [DataRow("title", "''", "title_too_short")]
    [DataRow("price", "null", "price_missing")]
    [DataRow("price", "0.00", "price_not_positive")]
    [DataRow("price", "-1", "price_not_positive")]
    [DataRow("status", "null", "status_missing")]
    [DataRow("status", "''", "status_unknown")]
    [DataRow("status", "'ACTIVE'", "status_unknown")]
    [DataRow("status", "'active '", "status_unknown")]
    [DataRow("status", "'deleted'", "status_unknown")]
    [DataRow("original_language", "null", "language_missing")]
    [DataRow("original_language", "'de'", "language_unknown")]
    [DataRow("storefront_id", "0", "storefront_invalid")]
    [DataRow("id", "1000000000", "id_reserved")]
    [DataRow("metadata", "'{\"migration\": {\"currency\": \"eur\"}}'", "currency_invalid")]
    [DataRow("metadata", "'{\"migration\": {\"visibility\": \"secret\"}}'", "visibility_unknown")]
    [DataRow("metadata", "'{\"migration\": {\"quantity\": -1}}'", "quantity_invalid")]
    [DataRow("metadata", "'{\"migration\": {\"quantity\": 1.5}}'", "quantity_invalid")]
    [DataRow("metadata", "'{\"migration\": {\"quantity\": 2147483648}}'", "quantity_invalid")]
    [DataRow("metadata", "'{\"migration\": {\"quantity\": 99999999999999999999}}'", "quantity_invalid")]
    [DataRow("metadata", "'{\"migration\": {\"quantity\": \"many\"}}'", "quantity_invalid")]
    [DataRow("metadata", "jsonb_build_object('migration', jsonb_build_object('sku', repeat('s', 101)))", "sku_too_long")]
    [DataRow("metadata", "'{\"migration\": {\"published_at\": \"2025-02-30T00:00:00Z\"}}'", "published_at_invalid")]
    [DataRow("metadata", "'{\"migration\": {\"published_at\": \"yesterday\"}}'", "published_at_invalid")]
    [DataRow("metadata", "'{\"migration\": {\"uuid\": \"no-uuid\"}}'", "uuid_invalid")]
    public async Task Listing_RefusedByTheTarget_IsKeptWholeWithTheReason(string column, string value, string reason)
    {
        await InsertListingAsync((column, value));
        var before = await Source.ScalarAsync<string>("select to_jsonb(l)::text from c2c_listings l");

        var report = await BackfillAsync();

        report.Missing.Should().Be(0, "quarantined is not lost");
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from indexing_queue")).Should().Be(0);
        (await Target.ScalarAsync<string[]>("select reasons from sync_quarantine where source_table = 'c2c_listings'")).Should().Equal(reason);
        (await Target.ScalarAsync<string>("select (source_row - 'favorites_count')::text from sync_quarantine"))
            .Should().Be(await Source.ScalarAsync<string>($"select ('{before.Replace("'", "''", StringComparison.Ordinal)}'::jsonb - 'needs_reindex')::text"));
    }

    [TestMethod]
    [DataRow("category_unknown")]
    public async Task Listing_OfACategoryThatIsGone_IsQuarantined(string reason)
    {
        await Source.ExecuteAsync("alter table c2c_listings drop constraint c2c_listings_category_id_fkey");
        await InsertListingAsync(("category_id", "999999"));

        await BackfillAsync();

        (await Target.ScalarAsync<string[]>("select reasons from sync_quarantine")).Should().Equal(reason);
    }

    [TestMethod]
    [DataRow("uuid_taken")]
    public async Task Listing_WithTheUuidOfAnother_IsQuarantined(string reason)
    {
        const string Metadata = "'{\"migration\": {\"uuid\": \"0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001\"}}'";
        await InsertListingAsync(("metadata", Metadata));
        await BackfillAsync();
        await InsertListingAsync(("id", "1002"), ("metadata", Metadata));

        await BackfillAsync();

        (await Target.ScalarAsync<string>("select source_id || reasons[1] from sync_quarantine")).Should().Be($"1002{reason}");
    }

    [TestMethod]
    public async Task Listings_WithOneUuidInTheSameChunk_TheFirstIsCopied()
    {
        const string Metadata = "'{\"migration\": {\"uuid\": \"0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001\"}}'";
        await InsertListingAsync(("id", "1003"), ("metadata", Metadata));
        await InsertListingAsync(("id", "1002"), ("metadata", Metadata));

        (await BackfillAsync()).Missing.Should().Be(0);

        (await Target.ScalarAsync<string>("select source_id || reasons[1] from sync_quarantine")).Should().Be("1003uuid_taken");
        (await Target.ScalarAsync<long>("select id from listings")).Should().Be(1002);
    }

    [TestMethod]
    public async Task Listing_WrongInSeveralWays_HasEveryReason()
    {
        await InsertListingAsync(("user_id", "null"), ("price", "0"), ("status", "'pending'"));

        await BackfillAsync();

        (await Target.ScalarAsync<string[]>("select reasons from sync_quarantine")).Should().Equal("user_missing", "price_not_positive", "status_unknown");
    }

    [TestMethod]
    public async Task Images_OfAQuarantinedListing_AreQuarantinedWithIt()
    {
        await InsertListingsAsync(1001, 1002);
        await Source.ExecuteAsync("update c2c_listings set price = null where id = 1001");

        var report = await BackfillAsync();

        report.Missing.Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from listing_images where listing_id = 1002")).Should().Be(2);
        (await Target.ScalarAsync<long>("select count(*) from sync_quarantine where source_table = 'c2c_images' and reasons = '{listing_in_quarantine}'"))
            .Should().Be(2);
    }

    [TestMethod]
    [DataRow("1000000000", "1001", "id_reserved")]
    [DataRow("5", "1002", "listing_in_quarantine")]
    [DataRow("5", "9999", "listing_missing")]
    public async Task Image_RefusedByTheTarget_IsKeptWithTheReason(string id, string listing, string reason)
    {
        await Source.ExecuteAsync("alter table c2c_images drop constraint if exists c2c_images_listing_id_fkey");
        await InsertListingAsync();
        await InsertListingAsync(("id", "1002"), ("price", "null"));
        await InsertImageAsync(("id", id), ("listing_id", listing));

        await BackfillAsync();

        (await Target.ScalarAsync<string[]>("select reasons from sync_quarantine where source_table = 'c2c_images'")).Should().Equal(reason);
        (await Target.ScalarAsync<long>("select count(*) from listing_images")).Should().Be(0);
    }

    [TestMethod]
    public async Task Images_WithoutAListing_AreQuarantinedWhereverTheyLie()
    {
        await Source.ExecuteAsync("alter table c2c_images drop constraint if exists c2c_images_listing_id_fkey");
        await InsertListingsAsync(1001, 1030);
        foreach (var lost in new[] { "5", "1000", "9999", "2000000000" })
        {
            await InsertImageAsync(("listing_id", lost));
        }

        await Source.ExecuteAsync("delete from c2c_listings where id = 1010");

        var report = await BackfillAsync(chunkSize: 7);

        report.Missing.Should().Be(0);
        (await Target.ScalarAsync<string>("select string_agg(source_row ->> 'listing_id', ',' order by (source_row ->> 'listing_id')::bigint) from sync_quarantine where reasons = '{listing_missing}'"))
            .Should().Be("5,1000,1010,1010,9999,2000000000");
    }
}

using Migration.DataSync.Databases;
using Migration.DataSync.Streams;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Mapping.Back;

/// <summary>The rules of the way back, one by one: a listing that the microservice made, with one value, and what becomes of that in svetubd.</summary>
[TestClass]
public sealed class BackMappingTests : SyncTest
{
    private const long Id = 1_000_000_001;
    private const string Migration = "metadata #>> '{migration,";

    [TestMethod]
    [DataRow("id", "1000000001", "id", "1000000001")]
    [DataRow("user_id", "2147483647", "user_id", "2147483647")]
    [DataRow("storefront_id", "3", "storefront_id", "3")]
    [DataRow("title", "'  Stolica – кожна 🧸  '", "title", "  Stolica – кожна 🧸  ")]
    [DataRow("description", "''", "description", "")]
    [DataRow("description", "null", "description", null)]
    [DataRow("price", "9999999999.99", "price", "9999999999.99")]
    [DataRow("category_id", "1102", "category_id", "1102")]
    [DataRow("status", "'sold'", "status", "sold")]
    [DataRow("status", "'active'", "status", "active")]
    [DataRow("status, visibility", "'active', 'private'", "status", "inactive")]
    [DataRow("status, visibility", "'active', 'private'", Migration + "status}'", "active")]
    [DataRow("status, visibility", "'sold', 'private'", Migration + "status}'", null)]
    [DataRow("visibility", "'unlisted'", Migration + "visibility}'", "unlisted")]
    [DataRow("uuid", "'0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001'", Migration + "uuid}'", "0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001")]
    [DataRow("currency", "'EUR'", Migration + "currency}'", "EUR")]
    [DataRow("quantity", "0", Migration + "quantity}'", "0")]
    [DataRow("sku", "'A-1'", Migration + "sku}'", "A-1")]
    [DataRow("published_at", "'2025-03-30 02:30:00.123456+01'", Migration + "published_at}'", "2025-03-30T01:30:00.123456Z")]
    [DataRow("attributes", "'{\"colour\": \"red\", \"notes\": null}'", "metadata - 'migration'", "{\"notes\": null, \"colour\": \"red\"}")]
    [DataRow("views_count", "12", "views_count", "12")]
    [DataRow("original_language", "'ru'", "original_language", "ru")]
    [DataRow("location_translations", "'{\"sr\": \"Niš\"}'", "address_multilingual", "{\"sr\": \"Niš\"}")]
    [DataRow("location_translations", "'{}'", "address_multilingual", null)]
    [DataRow("created_at", "'2025-10-26 02:59:59.999999+02'", "created_at", "2025-10-26 00:59:59.999999")]
    [DataRow("updated_at", "'2025-10-26 02:59:59.999999+01'", "updated_at", "2025-10-26 01:59:59.999999")]
    [DataRow("title", "'Stolica'", "needs_reindex", "true")]
    [DataRow("title", "'Stolica'", "condition", null)]
    [DataRow("title", "'Stolica'", "show_on_map", "true")]
    public async Task Listing_Column_BecomesTheMonoliths(string columns, string values, string target, string? expected)
    {
        await InsertAsync(columns, values);

        await CarryAsync();

        (await Source.ScalarAsync<string?>($"select ({target})::text from c2c_listings where id = {Id}")).Should().Be(expected);
        (await Source.ScalarAsync<long>("select count(*) from c2c_listings")).Should().Be(1);
    }

    [TestMethod]
    [DataRow("condition", "'used'", "condition", "used")]
    [DataRow("external_id", "'feed-1'", "external_id", "feed-1")]
    [DataRow("show_on_map", "'false'", "show_on_map", "false")]
    [DataRow("colour", "'red'", "condition", null)]
    public async Task Attribute_OfTheMonolithsColumns_BecomesTheColumn(string key, string value, string target, string? expected)
    {
        await InsertAsync("title", "'Stolica'");
        await Target.ExecuteAsync($"insert into listing_attributes (listing_id, attribute_key, attribute_value) values ({Id}, '{key}', {value})");

        await CarryAsync();

        (await Source.ScalarAsync<string?>($"select ({target})::text from c2c_listings")).Should().Be(expected);
    }

    [TestMethod]
    [DataRow("country", "'Srbija'", "address_country", "Srbija")]
    [DataRow("city", "'Niš'", "address_city", "Niš")]
    [DataRow("address_line1", "'Obrenovićeva 1'", "location", "Obrenovićeva 1")]
    [DataRow("latitude", "43.32090001", "latitude", "43.32090001")]
    [DataRow("longitude", "-21.89540001", "longitude", "-21.89540001")]
    public async Task Location_Column_BecomesTheListings(string column, string value, string target, string expected)
    {
        await InsertAsync("title", "'Stolica'");
        await Target.ExecuteAsync($"insert into listing_locations (listing_id, {column}) values ({Id}, {value})");

        await CarryAsync();

        (await Source.ScalarAsync<string>($"select ({target})::text from c2c_listings")).Should().Be(expected);
    }

    [TestMethod]
    [DataRow("id", "1000000005", "id", "1000000005")]
    [DataRow("storage_path", "'a/b.png'", "file_path", "a/b.png")]
    [DataRow("storage_path", "'a/b.png'", "file_name", "b.png")]
    [DataRow("storage_path", "null", "file_path", "https://cdn.test/x.png")]
    [DataRow("file_size", "2147483647", "file_size", "2147483647")]
    [DataRow("mime_type", "'image/webp'", "content_type", "image/webp")]
    [DataRow("is_primary", "true", "is_main", "true")]
    [DataRow("display_order", "4", "display_order", "4")]
    [DataRow("created_at", "'2025-03-30 02:30:00.5+01'", "created_at", "2025-03-30 01:30:00.5")]
    [DataRow("url", "'https://cdn.test/y.png'", "public_url", "https://cdn.test/y.png")]
    [DataRow("url", "'/api/v1/marketplace/listings/1000000001/images/1000000005/content'", "public_url", null)]
    [DataRow("listing_id", "1000000001", "listing_id", "1000000001")]
    public async Task Image_Column_BecomesTheMonoliths(string column, string value, string target, string? expected)
    {
        await InsertAsync("title", "'Stolica'");
        await InsertMadeImageAsync(column, value);

        await CarryAsync();

        (await Source.ScalarAsync<string?>($"select ({target})::text from c2c_images")).Should().Be(expected);
        (await Source.ScalarAsync<long>("select count(*) from c2c_images")).Should().Be(1);
    }

    [TestMethod]
    [DataRow("listings", "id", "2147483648", "id_too_large")]
    [DataRow("listings", "user_id", "2147483648", "user_too_large")]
    [DataRow("listings", "storefront_id", "2147483648", "storefront_too_large")]
    [DataRow("listings", "price", "10000000000.00", "price_too_large")]
    [DataRow("listings", "category_id", "9999", "category_unknown")]
    [DataRow("listing_images", "id", "2147483648", "id_too_large")]
    [DataRow("listing_images", "storage_path", "repeat('p', 256)", "path_too_long")]
    [DataRow("listing_images", "file_size", "null", "size_missing")]
    [DataRow("listing_images", "file_size", "2147483648", "size_too_large")]
    [DataRow("listing_images", "mime_type", "null", "type_missing")]
    [DataRow("listing_attributes", "condition", "repeat('c', 51)", "condition_too_long")]
    [DataRow("listing_attributes", "external_id", "repeat('e', 256)", "external_id_too_long")]
    public async Task Row_RefusedByTheMonolith_IsKeptWithTheReason(string table, string column, string value, string reason)
    {
        await InsertAsync(table is "listings" ? column : "title", table is "listings" ? value : "'Stolica'");
        if (table is "listing_images")
        {
            await InsertMadeImageAsync(column, value);
        }
        else if (table is "listing_attributes")
        {
            await Target.ExecuteAsync($"insert into listing_attributes (listing_id, attribute_key, attribute_value) values ({Id}, '{column}', {value})");
        }

        await CarryAsync();

        (await Source.ScalarAsync<string>("select source_table || ' ' || array_to_string(reasons, ',') from sync_quarantine")).Should().Be($"{table} {reason}");
    }

    [TestMethod]
    [DataRow("listing_missing")]
    public async Task Image_OfARefusedListing_IsKeptWithTheReason(string reason)
    {
        await InsertAsync("price", "10000000000.00");
        await InsertMadeImageAsync("display_order", "0");

        await CarryAsync();

        (await Source.ScalarAsync<string>("select array_to_string(reasons, ',') from sync_quarantine where source_table = 'listing_images'")).Should().Be(reason);
    }

    /// <summary>As when the way back begins: everything that is there goes through the merge.</summary>
    private async Task CarryAsync()
    {
        await using var databases = Pair();
        foreach (var database in new[] { databases.Source, databases.Target })
        {
            await using var connection = await database.OpenConnectionAsync(TestContext.CancellationToken);
            await SyncSchema.EnsureAsync(connection, TestContext.CancellationToken);
        }

        var stream = SyncStreams.Back(databases);
        await using var applier = await Applier.OpenAsync(stream, TestContext.CancellationToken);
        await using var source = await databases.Target.OpenConnectionAsync(TestContext.CancellationToken);
        foreach (var table in stream.Tables)
        {
            await applier.StageAsync(source, table, "true", TestContext.CancellationToken);
        }

        await applier.MergeAsync(stream.Tables, TestContext.CancellationToken);
        await applier.CommitAsync(0, TestContext.CancellationToken);
    }

    /// <param name="columns">One, or several with commas between.</param>
    /// <param name="values">As many.</param>
    private static async Task InsertAsync(string columns, string values)
    {
        await Target.ExecuteAsync("insert into c2c_categories (id, name, slug) values (1101, 'a', 'a'), (1102, 'b', 'b'), (9999, 'c', 'only-here')");
        await GoodRow.InsertAsync(Target, "listings", [.. columns.Split(", ").Zip(columns.Contains(',', StringComparison.Ordinal) ? values.Split(", ") : [values])]);
    }

    private static Task InsertMadeImageAsync(string column, string value) => GoodRow.InsertAsync(Target, "listing_images", (column, value));
}

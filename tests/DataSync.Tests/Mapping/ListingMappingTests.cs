using System.Security.Cryptography;
using System.Text;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Mapping;

[TestClass]
public sealed class ListingMappingTests : SyncTest
{
    [TestMethod]
    [DataRow("id", "1001", "id", "1001")]
    [DataRow("user_id", "7", "user_id", "7")]
    [DataRow("category_id", "1101", "category_id", "1101")]
    [DataRow("storefront_id", "3", "storefront_id", "3")]
    [DataRow("storefront_id", "3", "source_type", "b2c")]
    [DataRow("storefront_id", "null", "source_type", "c2c")]
    [DataRow("title", "'  Stolica – кожна 🧸  '", "title", "  Stolica – кожна 🧸  ")]
    [DataRow("title", "E'tab\\tand\\nline'", "title", "tab\tand\nline")]
    [DataRow("title", "'Kožna stolica'", "slug", "kozna-stolica-1001")]
    [DataRow("description", "null", "description", null)]
    [DataRow("description", "''", "description", "")]
    [DataRow("description", "E'prvi\\r\\ndrugi'", "description", "prvi\r\ndrugi")]
    [DataRow("price", "0.01", "price", "0.01")]
    [DataRow("price", "100", "price", "100.00")]
    [DataRow("price", "9999999999.99", "price", "9999999999.99")]
    [DataRow("status", "'draft'", "status", "draft")]
    [DataRow("status", "'active'", "status", "active")]
    [DataRow("status", "'inactive'", "status", "inactive")]
    [DataRow("status", "'sold'", "status", "sold")]
    [DataRow("status", "'archived'", "status", "archived")]
    [DataRow("original_language", "'ru'", "original_language", "ru")]
    [DataRow("views_count", "12", "views_count", "12")]
    [DataRow("created_at", "timestamp '2025-03-30 02:30:00.123456'", "created_at at time zone 'UTC'", "2025-03-30 02:30:00.123456")]
    [DataRow("updated_at", "timestamp '2025-10-26 02:59:59.999999'", "updated_at at time zone 'UTC'", "2025-10-26 02:59:59.999999")]
    [DataRow("metadata", "null", "currency || visibility || quantity", "RSDpublic1")]
    [DataRow("metadata", "null", "attributes", "{}")]
    [DataRow("metadata", "'[1]'", "attributes", "{}")]
    [DataRow("metadata", "'{\"source\": \"import\", \"notes\": null, \"migration\": {\"sku\": \"a\"}}'", "attributes", "{\"notes\": null, \"source\": \"import\"}")]
    [DataRow("metadata", "'{\"migration\": {\"currency\": \"EUR\"}}'", "currency", "EUR")]
    [DataRow("metadata", "'{\"migration\": {\"visibility\": \"private\"}}'", "visibility", "private")]
    [DataRow("metadata", "'{\"migration\": {\"quantity\": 0}}'", "quantity", "0")]
    [DataRow("metadata", "'{\"migration\": {\"quantity\": 2147483647}}'", "quantity", "2147483647")]
    [DataRow("metadata", "'{\"migration\": {\"sku\": \"A-1\"}}'", "sku", "A-1")]
    [DataRow("metadata", "'{\"migration\": {\"uuid\": \"0E2A0FB6-5C3B-4C52-B9F4-21D0D5F7A001\"}}'", "uuid", "0e2a0fb6-5c3b-4c52-b9f4-21d0d5f7a001")]
    [DataRow("metadata", "'{\"migration\": {\"published_at\": \"2025-01-01T01:00:00.5+01:00\"}}'", "published_at at time zone 'UTC'", "2025-01-01 00:00:00.5")]
    [DataRow("metadata", "null", "published_at", null)]
    [DataRow("address_multilingual", "'{\"sr\": \"Niš\", \"en\": \"Nis\", \"de\": \"Nisch\", \"ru\": 5}'", "location_translations", "{\"en\": \"Nis\", \"sr\": \"Niš\"}")]
    [DataRow("address_multilingual", "'\"text\"'", "location_translations", "{}")]
    [DataRow("title", "'Stolica'", "version", "1")]
    [DataRow("title", "'Stolica'", "is_deleted", "false")]
    [DataRow("title", "'Stolica'", "deleted_at", null)]
    [DataRow("title", "'Stolica'", "favorites_count", "0")]
    public async Task Listing_Column_BecomesTheTargets(string column, string value, string target, string? expected)
    {
        await InsertListingAsync((column, value));

        await BackfillAsync();

        (await Target.ScalarAsync<string?>($"select ({target})::text from listings where id = 1001")).Should().Be(expected);
    }

    [TestMethod]
    [DataRow("condition", "'used'", "used")]
    [DataRow("external_id", "'feed-1'", "feed-1")]
    [DataRow("show_on_map", "false", "false")]
    [DataRow("condition", "null", null)]
    [DataRow("show_on_map", "true", null)]
    public async Task Listing_ColumnWithoutCounterpart_BecomesAnAttribute(string column, string value, string? expected)
    {
        await InsertListingAsync((column, value));

        await BackfillAsync();

        (await Target.ScalarAsync<string?>($"select attribute_value from listing_attributes where listing_id = 1001 and attribute_key = '{column}'"))
            .Should().Be(expected);
    }

    [TestMethod]
    [DataRow("address_city", "'Niš'", "city", "Niš")]
    [DataRow("address_country", "'Srbija'", "country", "Srbija")]
    [DataRow("location", "'Obrenovićeva 1'", "address_line1", "Obrenovićeva 1")]
    [DataRow("latitude", "43.32090001", "latitude", "43.32090001")]
    [DataRow("longitude", "-21.89540001", "longitude", "-21.89540001")]
    public async Task Listing_Address_BecomesALocation(string column, string value, string target, string expected)
    {
        await InsertListingAsync((column, value));

        await BackfillAsync();

        (await Target.ScalarAsync<string>($"select ({target})::text from listing_locations where listing_id = 1001")).Should().Be(expected);
    }

    [TestMethod]
    [DataRow("listing_attributes", "listing_id", "1001")]
    [DataRow("listing_attributes", "attribute_key", "condition")]
    [DataRow("listing_attributes", "attribute_value", "used")]
    [DataRow("listing_attributes", "created_at at time zone 'UTC'", "2025-01-01 10:00:00")]
    [DataRow("listing_locations", "created_at at time zone 'UTC'", "2025-01-01 10:00:00")]
    [DataRow("listing_locations", "updated_at at time zone 'UTC'", "2025-01-02 10:00:00")]
    [DataRow("indexing_queue", "operation", "index")]
    [DataRow("indexing_queue", "version", "1")]
    public async Task Listing_Part_BelongsToItAndHasItsTimes(string table, string target, string expected)
    {
        await InsertListingAsync(("condition", "'used'"), ("address_city", "'Niš'"));

        await BackfillAsync();

        (await Target.ScalarAsync<string>($"select ({target})::text from {table} where listing_id = 1001")).Should().Be(expected);
    }

    [TestMethod]
    public async Task Listing_WithoutAddress_HasNoLocation()
    {
        await InsertListingAsync();

        await BackfillAsync();

        (await Target.ScalarAsync<long>("select count(*) from listing_locations")).Should().Be(0);
    }

    [TestMethod]
    public async Task Listing_Favourites_AreCounted()
    {
        await InsertListingAsync();
        await Source.ExecuteAsync("insert into c2c_favorites (user_id, listing_id) values (1, 1001), (2, 1001)");

        await BackfillAsync();

        (await Target.ScalarAsync<int>("select favorites_count from listings")).Should().Be(2);
    }

    [TestMethod]
    public async Task Listing_WithoutUuid_GetsTheVersion3UuidOfItsId()
    {
        await InsertListingAsync();

        await BackfillAsync();

        var hash = Rfc9562(Convert.FromHexString("6d1f0a52c4be4b7f9a6e2f1d08c35b97"), "1001");
        (await Target.ScalarAsync<Guid>("select uuid from listings")).Should().Be(hash);
        hash.ToString()[14].Should().Be('3');
    }

    [TestMethod]
    public async Task Listing_Copied_IsQueuedForTheIndex()
    {
        await InsertListingAsync();

        await BackfillAsync();

        (await Target.ScalarAsync<string>("select listing_id || operation || version || status from indexing_queue")).Should().Be("1001index1pending");
    }

    [TestMethod]
    public async Task Categories_All_AreCopiedWithTheirIds()
    {
        await BackfillAsync();

        (await Target.ScalarAsync<long>("select count(*) from c2c_categories")).Should().Be(77);
        (await Target.ScalarAsync<string>($"select slug || parent_id || (translations ->> 'ru') || (created_at at time zone 'UTC') from c2c_categories where id = {Category}"))
            .Should().Be("automobili1001Автомобили2024-01-15 09:00:00");
    }

    private static Guid Rfc9562(byte[] space, string name)
    {
#pragma warning disable CA5351 // Version 3 is MD5 by definition; nothing is protected by it.
        var hash = MD5.HashData([.. space, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5351
        hash[6] = (byte)((hash[6] & 0x0F) | 0x30);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}

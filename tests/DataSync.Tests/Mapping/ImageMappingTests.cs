using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Mapping;

[TestClass]
public sealed class ImageMappingTests : SyncTest
{
    [TestMethod]
    [DataRow("id", "id", "5")]
    [DataRow("listing_id", "listing_id", "1001")]
    [DataRow("public_url", "url", "https://cdn.test/5.jpg")]
    [DataRow("file_path", "storage_path", "listings/1001/5.jpg")]
    [DataRow("file_size", "file_size", "12345")]
    [DataRow("content_type", "mime_type", "image/jpeg")]
    [DataRow("is_main", "is_primary", "true")]
    [DataRow("display_order", "display_order", "4")]
    [DataRow("created_at", "created_at at time zone 'UTC'", "2025-03-30 02:30:00.5")]
    [DataRow("created_at", "updated_at at time zone 'UTC'", "2025-03-30 02:30:00.5")]
    public async Task Image_Column_BecomesTheTargets(string column, string target, string expected)
    {
        await InsertListingAsync();
        await InsertImageAsync(
            ("id", "5"), ("file_path", "'listings/1001/5.jpg'"), ("file_size", "12345"), ("content_type", "'image/jpeg'"), ("is_main", "true"), ("display_order", "4"),
            ("created_at", "timestamp '2025-03-30 02:30:00.5'"), ("public_url", "'https://cdn.test/5.jpg'"));

        await BackfillAsync();

        (await Target.ScalarAsync<string>($"select ({target})::text from listing_images")).Should().Be(expected, column);
    }

    [TestMethod]
    public async Task Image_WithoutPublicUrl_IsServedByTheMonolith()
    {
        await InsertListingAsync();
        await InsertImageAsync(("id", "5"), ("public_url", "null"));

        await BackfillAsync();

        (await Target.ScalarAsync<string>("select url from listing_images")).Should().Be("/api/v1/marketplace/listings/1001/images/5/content");
    }

    [TestMethod]
    public async Task Images_OfOneListing_KeepTheirOrder()
    {
        await InsertListingAsync();
        await InsertImageAsync(("id", "1"), ("is_main", "false"), ("display_order", "0"));
        await InsertImageAsync(("id", "2"), ("is_main", "false"), ("display_order", "0"));
        await InsertImageAsync(("id", "3"), ("is_main", "true"), ("display_order", "0"));
        await InsertImageAsync(("id", "4"), ("is_main", "true"), ("display_order", "7"));
        await InsertImageAsync(("id", "5"), ("is_main", "false"), ("display_order", "-1"));

        await BackfillAsync();

        (await Target.ScalarAsync<string>("select string_agg(id::text, ',' order by is_primary desc, display_order, id) from listing_images"))
            .Should().Be(await Source.ScalarAsync<string>("select string_agg(id::text, ',' order by is_main desc, display_order, id) from c2c_images"))
            .And.Be("3,4,5,1,2");
    }
}

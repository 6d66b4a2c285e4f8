using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class GetListingTests : ListingsTest
{
    private static string? ReasonOf(RpcException failure) => failure.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason;

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(long.MinValue)]
    public async Task GetListing_IdNotAboveZero_IsInvalidArgument(long id)
        => await FailureOfAsync(Service.CallGet(id), StatusCode.InvalidArgument);

    [TestMethod]
    [DataRow(99_999)]
    [DataRow(long.MaxValue)]
    public async Task GetListing_NoSuchListing_IsNotFound(long id)
        => await FailureOfAsync(Service.CallGet(id), StatusCode.NotFound);

    [TestMethod]
    public async Task Listing_RefusedOnItsWayHere_IsSaidToBeInQuarantine()
    {
        await Database.ExecuteAsync("create table sync_quarantine (source_table varchar(63), source_id bigint)");
        await Database.ExecuteAsync("insert into sync_quarantine values ('c2c_listings', 77001), ('c2c_images', 77002)");

        var refused = await FailureOfAsync(Service.CallGet(77001), StatusCode.NotFound);
        var write = await FailureOfAsync(Service.CallDelete(77001, User, Service.AsUser(User)), StatusCode.NotFound);
        var unknown = await FailureOfAsync(Service.CallGet(77002), StatusCode.NotFound);

        ReasonOf(refused).Should().Be("QUARANTINED", "the monolith has it, and can answer");
        ReasonOf(write).Should().Be("QUARANTINED");
        ReasonOf(unknown).Should().Be("NOT_FOUND");
        await Database.ExecuteAsync("drop table sync_quarantine");
    }

    [TestMethod]
    public async Task GetListing_UnknownLanguage_IsInvalidArgument()
        => await FailureOfAsync(Service.CallGet(1, "de"), StatusCode.InvalidArgument);

    [TestMethod]
    public async Task GetListing_SoftDeleted_IsNotFound()
    {
        var created = await Service.CreateAsync(ValidCreate());
        await Database.ExecuteAsync($"update listings set is_deleted = true, deleted_at = now() where id = {created.Id}");

        await FailureOfAsync(Service.CallGet(created.Id), StatusCode.NotFound);
    }

    [TestMethod]
    public async Task GetListing_CopiedFromTheMonolith_HasAllItsParts()
    {
        await Database.ExecuteAsync($"""
            insert into listings (id, user_id, title, price, category_id, status, created_at, updated_at, published_at, views_count, favorites_count)
            values (7, 1, 'Bicikl', 120.50, {Category}, 'active', '2025-03-30 02:59:59.999999+02', '2025-12-31 23:59:59.5Z', '2025-04-01 00:00Z', 11, 3);
            insert into listing_images (id, listing_id, url, storage_path, thumbnail_url, display_order, is_primary, width, height, file_size, mime_type, created_at, updated_at)
            values (1, 7, 'u1', 'p1', 't1', 2, false, 640, 480, 5000000000, 'image/png', '2025-01-01Z', '2025-01-02Z'),
                   (2, 7, 'u"2\', null, null, 1, false, null, null, null, null, '2025-01-01Z', '2025-01-01Z'),
                   (3, 7, 'слика', null, null, 9, true, null, null, null, null, '2025-01-01Z', '2025-01-01Z'),
                   (4, 7, 'u4', null, null, 1, false, null, null, null, null, '2025-01-01Z', '2025-01-01Z');
            insert into listing_attributes (id, listing_id, attribute_key, attribute_value, created_at)
            values (1, 7, 'condition', 'used', '2025-01-01Z'), (2, 7, 'boja', 'zelena', '2025-01-01Z');
            insert into listing_tags (listing_id, tag) values (7, 'sport'), (7, 'leto');
            insert into listing_locations (id, listing_id, country, city, postal_code, address_line1, latitude, longitude, created_at, updated_at)
            values (1, 7, 'Srbija', 'Niš', null, 'Obrenovićeva 1', 43.3209, -21.89540001, '2025-01-01Z', '2025-01-01Z');
            """);

        var listing = await Service.GetAsync(7);

        listing.CreatedAt.Should().Be("2025-03-30T00:59:59Z", "fractions of a second are cut off");
        listing.UpdatedAt.Should().Be("2025-12-31T23:59:59Z");
        listing.PublishedAt.Should().Be("2025-04-01T00:00:00Z");
        listing.ViewsCount.Should().Be(11);
        listing.FavoritesCount.Should().Be(3);
        listing.Images.Select(image => image.Id).Should().Equal([3, 2, 4, 1], "the primary one leads, then display_order and id decide");
        listing.Images[0].Url.Should().Be("слика");
        listing.Images[1].Url.Should().Be("u\"2\\");
        listing.Images[1].HasFileSize.Should().BeFalse();
        listing.Images[3].Should().Be(new ListingImage
        {
            Id = 1,
            ListingId = 7,
            Url = "u1",
            StoragePath = "p1",
            ThumbnailUrl = "t1",
            DisplayOrder = 2,
            IsPrimary = false,
            Width = 640,
            Height = 480,
            FileSize = 5_000_000_000,
            MimeType = "image/png",
            CreatedAt = "2025-01-01T00:00:00Z",
            UpdatedAt = "2025-01-02T00:00:00Z",
        });
        listing.Attributes.Select(attribute => (attribute.AttributeKey, attribute.AttributeValue)).Should().Equal(("boja", "zelena"), ("condition", "used"));
        listing.Tags.Should().Equal("leto", "sport");
        listing.Location.Should().Be(new ListingLocation
        {
            Id = 1,
            ListingId = 7,
            Country = "Srbija",
            City = "Niš",
            AddressLine1 = "Obrenovićeva 1",
            Latitude = 43.3209,
            Longitude = -21.89540001,
            CreatedAt = "2025-01-01T00:00:00Z",
            UpdatedAt = "2025-01-01T00:00:00Z",
        });
    }

    [TestMethod]
    public async Task GetListing_WithLanguage_TranslatesWhatIsTranslated()
    {
        var request = ValidCreate();
        request.Description = "Kao nova";
        request.Translations["en"] = new ListingFieldTranslations { Title = "Used chair" };
        var created = await Service.CreateAsync(request);

        var english = (await Service.CallGet(created.Id, "en")).Listing;
        var russian = (await Service.CallGet(created.Id, "ru")).Listing;

        english.Title.Should().Be("Used chair");
        english.Description.Should().Be("Kao nova");
        russian.Title.Should().Be(request.Title);
    }
}

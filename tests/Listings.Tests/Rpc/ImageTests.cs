using Google.Rpc;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class ImageTests : ListingsTest
{
    public static IEnumerable<object[]> Refused =>
    [
        ["listing_id", Change(request => request.ListingId = 0)],
        ["url", Change(request => request.Url = "")],
        ["url", Change(request => request.Url = "javascript:alert(1)")],
        ["url", Change(request => request.Url = "/a\nb")],
        ["url", Change(request => request.Url = "/" + new string('a', 2048))],
        ["thumbnail_url", Change(request => request.ThumbnailUrl = "ftp://x")],
        ["storage_path", Change(request => request.StoragePath = "a\0")],
        ["mime_type", Change(request => request.MimeType = new string('m', 101))],
        ["display_order", Change(request => request.DisplayOrder = -1)],
        ["width", Change(request => request.Width = 0)],
        ["height", Change(request => request.Height = -5)],
        ["file_size", Change(request => request.FileSize = -1)],
    ];

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public async Task AddListingImage_BadField_IsInvalidArgumentNamingTheField(string field, Action<AddImageRequest> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var request = new AddImageRequest { ListingId = 1, Url = "/a.jpg" };
        change(request);

        var failure = await FailureOfAsync(Service.CallAddImage(request, Service.AsUser(User)), StatusCode.InvalidArgument);

        failure.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Should().ContainSingle().Which.Field.Should().Be(field);
    }

    [TestMethod]
    public async Task AddListingImage_AllFields_AreReadEverywhere()
    {
        var listing = await Service.CreateAsync(ValidCreate());
        var request = new AddImageRequest
        {
            ListingId = listing.Id,
            Url = "https://cdn.test/ж.jpg",
            StoragePath = "a/b",
            ThumbnailUrl = "/t.jpg",
            DisplayOrder = 3,
            IsPrimary = true,
            Width = 640,
            Height = 480,
            FileSize = 1234,
            MimeType = "image/jpeg",
        };

        var added = (await Service.CallAddImage(request, Service.AsUser(User))).Image;

        added.Id.Should().BeGreaterThanOrEqualTo(1_000_000_000);
        added.Should().Be(new ListingImage
        {
            Id = added.Id,
            ListingId = listing.Id,
            Url = request.Url,
            StoragePath = "a/b",
            ThumbnailUrl = "/t.jpg",
            DisplayOrder = 3,
            IsPrimary = true,
            Width = 640,
            Height = 480,
            FileSize = 1234,
            MimeType = "image/jpeg",
            CreatedAt = added.CreatedAt,
            UpdatedAt = added.UpdatedAt,
        });
        (await Service.CallGetImage(added.Id)).Image.Should().Be(added);
        (await Service.CallImages(listing.Id)).Images.Should().Equal(added);
        (await Service.GetAsync(listing.Id)).Images.Should().Equal(added);
        (await Database.ScalarAsync<long>($"select version from indexing_queue where listing_id = {listing.Id}")).Should().Be(2, "the index has to learn of it");
    }

    [TestMethod]
    public async Task AddListingImage_MissingOrForeignListing_IsRefused()
    {
        var listing = await Service.CreateAsync(ValidCreate());

        await FailureOfAsync(Service.CallAddImage(new AddImageRequest { ListingId = 99_999, Url = "/a" }, Service.AsUser(User)), StatusCode.NotFound);
        await FailureOfAsync(Service.CallAddImage(new AddImageRequest { ListingId = listing.Id, Url = "/a" }, Service.AsUser(43)), StatusCode.PermissionDenied);
        (await Service.CallImages(listing.Id)).Images.Should().BeEmpty();
    }

    [TestMethod]
    public async Task AddListingImage_SecondPrimary_TakesTheFirstOnesPlace()
    {
        var (listing, images) = await WithImagesAsync(2);

        await Service.CallAddImage(new AddImageRequest { ListingId = listing, Url = "/p1", IsPrimary = true, DisplayOrder = 9 }, Service.AsUser(User));
        var second = await Service.CallAddImage(new AddImageRequest { ListingId = listing, Url = "/p2", IsPrimary = true, DisplayOrder = 9 }, Service.AsUser(User));

        var shown = (await Service.CallImages(listing)).Images;
        shown.Where(image => image.IsPrimary).Should().ContainSingle().Which.Id.Should().Be(second.Image.Id);
        shown[0].Id.Should().Be(second.Image.Id, "the primary one comes first");
        shown.Skip(1).Take(2).Select(image => image.Id).Should().Equal(images);
    }

    [TestMethod]
    public async Task AddListingImage_TwentyPrimariesAtOnce_LeaveOne()
    {
        var (listing, _) = await WithImagesAsync(0);
        var token = Service.AsUser(User);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => await Service.CallAddImage(
            new AddImageRequest { ListingId = listing, Url = $"/{i}", IsPrimary = true }, token)));

        var shown = (await Service.CallImages(listing)).Images;
        shown.Should().HaveCount(20);
        shown.Count(image => image.IsPrimary).Should().Be(1);
    }

    [TestMethod]
    public async Task AddListingImage_HundredAndFirst_IsRefused()
    {
        var (listing, _) = await WithImagesAsync(0);
        await Database.ExecuteAsync($"insert into listing_images (listing_id, url) select {listing}, '/' || i from generate_series(1, 100) i");

        var failure = await FailureOfAsync(Service.CallAddImage(new AddImageRequest { ListingId = listing, Url = "/a" }, Service.AsUser(User)), StatusCode.FailedPrecondition);

        failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.Should().Be("TOO_MANY_IMAGES");
    }

    [TestMethod]
    public async Task GetListingImage_BadMissingOrOfADeletedListing_IsRefused()
    {
        var (listing, images) = await WithImagesAsync(1);
        await FailureOfAsync(Service.CallGetImage(0), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.CallGetImage(99_999), StatusCode.NotFound);
        await FailureOfAsync(Service.CallImages(-1), StatusCode.InvalidArgument);

        await Service.CallDelete(listing, User, Service.AsUser(User));

        await FailureOfAsync(Service.CallGetImage(images[0]), StatusCode.NotFound);
    }

    [TestMethod]
    public async Task DeleteListingImage_ThePrimary_PromotesTheFirstOfTheOthers()
    {
        var (listing, images) = await WithImagesAsync(2);
        var primary = (await Service.CallAddImage(new AddImageRequest { ListingId = listing, Url = "/p", IsPrimary = true }, Service.AsUser(User))).Image;

        (await Service.CallDeleteImage(listing, primary.Id, User, Service.AsUser(User))).Success.Should().BeTrue();

        var shown = (await Service.CallImages(listing)).Images;
        shown.Select(image => (image.Id, image.IsPrimary)).Should().Equal((images[0], true), (images[1], false));
        await FailureOfAsync(Service.CallGetImage(primary.Id), StatusCode.NotFound);
    }

    [TestMethod]
    public async Task DeleteListingImage_MissingForeignOrNotOwner_IsRefused()
    {
        var (listing, images) = await WithImagesAsync(1);
        var (other, others) = await WithImagesAsync(1);
        var token = Service.AsUser(User);

        await FailureOfAsync(Service.CallDeleteImage(listing, 99_999, User, token), StatusCode.NotFound);
        await FailureOfAsync(Service.CallDeleteImage(listing, others[0], User, token), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.CallDeleteImage(99_999, images[0], User, token), StatusCode.NotFound);
        await FailureOfAsync(Service.CallDeleteImage(listing, images[0], 43, Service.AsUser(43)), StatusCode.PermissionDenied);
        await FailureOfAsync(Service.CallDeleteImage(0, 0, 0, token), StatusCode.InvalidArgument);

        (await Service.CallImages(listing)).Images.Should().ContainSingle();
        (await Service.CallImages(other)).Images.Should().ContainSingle();
    }

    [TestMethod]
    public async Task ReorderListingImages_AllOrSome_CountsFromOne()
    {
        var (listing, images) = await WithImagesAsync(4);

        await Service.CallReorder(listing, User, [images[3], images[1], images[0], images[2]], Service.AsUser(User));
        (await OrderAsync(listing)).Should().Equal((images[3], 1), (images[1], 2), (images[0], 3), (images[2], 4));

        await Service.CallReorder(listing, User, [images[2]], Service.AsUser(User));
        (await OrderAsync(listing)).Should().Equal((images[2], 1), (images[3], 2), (images[1], 3), (images[0], 4));
    }

    [TestMethod]
    public async Task ReorderListingImages_EmptyForeignOrTwice_IsInvalidArgumentAndChangesNothing()
    {
        var (listing, images) = await WithImagesAsync(2);
        var (_, others) = await WithImagesAsync(1);
        var before = await OrderAsync(listing);
        var token = Service.AsUser(User);

        await FailureOfAsync(Service.CallReorder(listing, User, [], token), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.CallReorder(listing, User, [images[1], others[0]], token), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.CallReorder(listing, User, [images[1], images[1]], token), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.CallReorder(listing, User, [0], token), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.CallReorder(listing, 43, [images[1]], Service.AsUser(43)), StatusCode.PermissionDenied);
        await FailureOfAsync(Service.CallReorder(99_999, User, [images[1]], token), StatusCode.NotFound);

        (await OrderAsync(listing)).Should().Equal(before);
    }

    [TestMethod]
    public async Task ReorderListingImages_TwentyAtOnce_LeaveOneOfTheOrders()
    {
        var (listing, images) = await WithImagesAsync(5);
        var token = Service.AsUser(User);
        var orders = Enumerable.Range(0, 20).Select(i => images.Skip(i % 5).Concat(images.Take(i % 5)).ToArray()).ToList();

        await Task.WhenAll(orders.Select(async order => await Service.CallReorder(listing, User, order, token)));

        var last = await OrderAsync(listing);
        last.Select(image => image.Order).Should().Equal(1, 2, 3, 4, 5);
        orders.Should().Contain(order => order.SequenceEqual(last.Select(image => image.Id)));
    }

    private static Action<AddImageRequest> Change(Action<AddImageRequest> change) => change;

    private static async Task<(long Listing, long[] Images)> WithImagesAsync(int count)
    {
        var listing = await Service.CreateAsync(ValidCreate());
        var images = new List<long>();
        for (var i = 0; i < count; i++)
        {
            images.Add((await Service.CallAddImage(new AddImageRequest { ListingId = listing.Id, Url = $"/{i}.jpg", DisplayOrder = i }, Service.AsUser(User))).Image.Id);
        }

        return (listing.Id, [.. images]);
    }

    private static async Task<(long Id, int Order)[]> OrderAsync(long listing)
        => [.. (await Service.CallImages(listing)).Images.Select(image => (image.Id, image.DisplayOrder))];
}

using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class DeleteListingTests : ListingsTest
{
    [TestMethod]
    public async Task DeleteListing_Own_IsGoneForReadersAndKeptAsARow()
    {
        var created = await Service.CreateAsync(ValidCreate());
        await Service.CallAddImage(new AddImageRequest { ListingId = created.Id, Url = "/a.jpg" }, Service.AsUser(User));

        (await Service.CallDelete(created.Id, User, Service.AsUser(User))).Success.Should().BeTrue();

        await FailureOfAsync(Service.CallGet(created.Id), StatusCode.NotFound);
        (await Database.ScalarAsync<bool>($"select is_deleted and deleted_at is not null from listings where id = {created.Id}")).Should().BeTrue();
        (await Database.ScalarAsync<long>($"select count(*) from listing_images where listing_id = {created.Id}")).Should().Be(1, "only the listing is deleted, and softly");
        (await Database.ScalarAsync<bool>($"select operation = 'delete' and version = 3 from indexing_queue where listing_id = {created.Id}")).Should().BeTrue();
    }

    [TestMethod]
    public async Task DeleteListing_SecondTimeOrMissing_IsNotFound()
    {
        var created = await Service.CreateAsync(ValidCreate());
        await Service.CallDelete(created.Id, User, Service.AsUser(User));

        await FailureOfAsync(Service.CallDelete(created.Id, User, Service.AsUser(User)), StatusCode.NotFound);
        await FailureOfAsync(Service.CallDelete(99_999, User, Service.AsUser(User)), StatusCode.NotFound);
        await FailureOfAsync(
            Service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = User, Quantity = 1 }, Service.AsUser(User)), StatusCode.NotFound);
        await FailureOfAsync(Service.CallAddImage(new AddImageRequest { ListingId = created.Id, Url = "/a.jpg" }, Service.AsUser(User)), StatusCode.NotFound);
        await FailureOfAsync(Service.CallImages(created.Id), StatusCode.NotFound);
    }

    [TestMethod]
    public async Task DeleteListing_BySomebodyElse_IsDeniedWhateverTheRequestClaims()
    {
        var created = await Service.CreateAsync(ValidCreate());

        await FailureOfAsync(Service.CallDelete(created.Id, 43, Service.AsUser(43)), StatusCode.PermissionDenied);
        await FailureOfAsync(Service.CallDelete(created.Id, User, Service.AsUser(43)), StatusCode.PermissionDenied);
        await FailureOfAsync(
            Service.Client.DeleteListingAsync(new DeleteListingRequest { Id = created.Id, UserId = 43, IsAdmin = true }, Service.AsUser(43), cancellationToken: TestContext.CancellationToken),
            StatusCode.PermissionDenied);

        (await Service.GetAsync(created.Id)).Should().Be(created);
        (await Service.CallDelete(created.Id, 7, Service.AsUser(7, "admin"))).Success.Should().BeTrue("an administrator may");
    }

    [TestMethod]
    [DataRow(0, User)]
    [DataRow(-1, User)]
    [DataRow(1, 0)]
    public async Task DeleteListing_BadIds_AreInvalidArgument(long id, long userId)
        => await FailureOfAsync(Service.CallDelete(id, userId, Service.AsUser(User)), StatusCode.InvalidArgument);

    [TestMethod]
    public async Task CreateThenDelete_ThirtyPairsAtOnce_LeaveNothing()
    {
        var token = Service.AsUser(77);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            var request = ValidCreate();
            request.UserId = 77;
            var created = await Service.CallCreate(request, token);
            await Service.CallDelete(created.Listing.Id, 77, token);
        }));

        (await Service.CallList(new ListListingsRequest { UserId = 77, Limit = 1 })).Total.Should().Be(0);
    }
}

using Google.Rpc;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class UpdateListingTests : ListingsTest
{
    private static readonly string[] Statuses = ["draft", "active", "inactive", "sold", "archived"];

    private static readonly HashSet<(string From, string To)> Allowed =
    [
        ("draft", "active"), ("draft", "inactive"),
        ("active", "sold"), ("active", "inactive"), ("active", "archived"),
        ("inactive", "active"), ("inactive", "draft"),
        ("sold", "active"),
    ];

    public static IEnumerable<object[]> Refused =>
    [
        ["id", Change(request => request.Id = 0)],
        ["user_id", Change(request => request.UserId = 0)],
        ["request", Change(request => request.ClearQuantity())],
        ["title", Change(request => request.Title = "ab")],
        ["title", Change(request => request.Title = "stolica\n")],
        ["description", Change(request => request.Description = "a\0")],
        ["price", Change(request => request.Price = 0)],
        ["price", Change(request => request.Price = double.NaN)],
        ["quantity", Change(request => request.Quantity = -1)],
        ["status", Change(request => request.Status = "ACTIVE")],
        ["status", Change(request => request.Status = "")],
    ];

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public async Task UpdateListing_BadField_IsInvalidArgumentNamingTheField(string field, Action<UpdateListingRequest> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var request = new UpdateListingRequest { Id = 1, UserId = User, Quantity = 2 };
        change(request);

        var failure = await FailureOfAsync(Service.CallUpdate(request, Service.AsUser(User, "admin")), StatusCode.InvalidArgument);

        failure.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Should().ContainSingle().Which.Field.Should().Be(field);
    }

    [TestMethod]
    public async Task UpdateListing_OneField_ChangesThatOneAlone()
    {
        var request = ValidCreate();
        request.Description = "kao nova";
        request.Sku = "S1";
        var before = await Service.CreateAsync(request);
        var moved = await Database.ScalarAsync<DateTime>($"select updated_at from listings where id = {before.Id}");

        var after = (await Service.CallUpdate(new UpdateListingRequest { Id = before.Id, UserId = User, Price = 19.99 }, Service.AsUser(User))).Listing;

        var expected = before.Clone();
        expected.Price = 19.99;
        expected.UpdatedAt = after.UpdatedAt;
        after.Should().Be(expected);
        (await Service.GetAsync(before.Id)).Should().Be(after);
        (await Database.ScalarAsync<DateTime>($"select updated_at from listings where id = {before.Id}")).Should().BeAfter(moved);
        (await Database.ScalarAsync<long>($"select version from listings where id = {before.Id}")).Should().Be(2);
    }

    [TestMethod]
    public async Task UpdateListing_AllFields_AreRead()
    {
        var created = await Service.CreateAsync(ValidCreate());
        var request = new UpdateListingRequest
        {
            Id = created.Id,
            UserId = User,
            Title = "Нова столица",
            Description = "",
            Price = 0.01,
            Quantity = 0,
            Status = "active",
        };

        var read = (await Service.CallUpdate(request, Service.AsUser(User))).Listing;

        read.Title.Should().Be("Нова столица");
        read.HasDescription.Should().BeTrue();
        read.Description.Should().BeEmpty();
        read.Price.Should().Be(0.01);
        read.Quantity.Should().Be(0, "a quantity of zero is legal");
        read.Status.Should().Be("active");
        read.HasPublishedAt.Should().BeTrue();
    }

    [TestMethod]
    public async Task UpdateListing_ActiveAgain_KeepsTheFirstPublication()
    {
        var created = await Service.CreateAsync(ValidCreate());
        await SetStatusAsync(created.Id, "active");
        await Database.ExecuteAsync($"update listings set published_at = '2020-01-01T00:00:00Z' where id = {created.Id}");
        await SetStatusAsync(created.Id, "inactive");

        (await SetStatusAsync(created.Id, "active")).PublishedAt.Should().Be("2020-01-01T00:00:00Z");
    }

    [TestMethod]
    public async Task UpdateListing_EveryPairOfStatuses_FollowsTheTable()
    {
        foreach (var from in Statuses)
        {
            foreach (var to in Statuses)
            {
                var created = await Service.CreateAsync(ValidCreate());
                await Database.ExecuteAsync($"update listings set status = '{from}' where id = {created.Id}");
                var call = Service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = User, Status = to }, Service.AsUser(User));
                if (Allowed.Contains((from, to)))
                {
                    (await call).Listing.Status.Should().Be(to);
                }
                else
                {
                    var failure = await FailureOfAsync(call, StatusCode.FailedPrecondition);
                    failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.Should().Be("STATUS_TRANSITION", $"{from} to {to}");
                    (await Service.GetAsync(created.Id)).Status.Should().Be(from);
                }
            }
        }
    }

    [TestMethod]
    public async Task UpdateListing_Missing_IsNotFound()
    {
        var failure = await FailureOfAsync(
            Service.CallUpdate(new UpdateListingRequest { Id = 99_999, UserId = User, Quantity = 1 }, Service.AsUser(User)), StatusCode.NotFound);

        failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.Should().Be("NOT_FOUND");
    }

    [TestMethod]
    public async Task UpdateListing_BySomebodyElse_IsDeniedAndChangesNothing()
    {
        var created = await Service.CreateAsync(ValidCreate());
        var request = new UpdateListingRequest { Id = created.Id, UserId = 43, Title = "Ukradena" };

        // As somebody else, in the owner's name, and in one's own name with the owner's token.
        await FailureOfAsync(Service.CallUpdate(request, Service.AsUser(43)), StatusCode.PermissionDenied);
        request.UserId = User;
        await FailureOfAsync(Service.CallUpdate(request, Service.AsUser(43)), StatusCode.PermissionDenied);
        request.UserId = 43;
        await FailureOfAsync(Service.CallUpdate(request, Service.AsUser(User)), StatusCode.PermissionDenied);

        (await Service.GetAsync(created.Id)).Should().Be(created);
    }

    [TestMethod]
    public async Task UpdateListing_ByAnAdmin_IsDone()
    {
        var created = await Service.CreateAsync(ValidCreate());

        var updated = await Service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = 7, Quantity = 3 }, Service.AsUser(7, "admin"));

        updated.Listing.Quantity.Should().Be(3);
        updated.Listing.UserId.Should().Be(User);
    }

    [TestMethod]
    public async Task UpdateListing_IfMatch_ChangesOnlyThatVersion()
    {
        var created = await Service.CreateAsync(ValidCreate());
        using var read = Service.CallGet(created.Id);
        await read;
        var version = read.GetTrailers().GetValue("x-listing-version")!;
        var headers = Service.AsUser(User);
        headers.Add("if-match", version);
        var request = new UpdateListingRequest { Id = created.Id, UserId = User, Quantity = 2 };

        (await Service.CallUpdate(request, headers)).Listing.Quantity.Should().Be(2);
        var failure = await FailureOfAsync(Service.CallUpdate(request, headers), StatusCode.FailedPrecondition);

        failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.Should().Be("VERSION_CHANGED");
        var nonsense = Service.AsUser(User);
        nonsense.Add("if-match", "new");
        await FailureOfAsync(Service.CallUpdate(request, nonsense), StatusCode.InvalidArgument);
    }

    [TestMethod]
    public async Task UpdateListing_TwentyAtOnce_EndInOneOfTheWrittenValues()
    {
        var created = await Service.CreateAsync(ValidCreate());
        var token = Service.AsUser(User);

        await Task.WhenAll(Enumerable.Range(1, 20).Select(async i => await Service.CallUpdate(
            new UpdateListingRequest { Id = created.Id, UserId = User, Quantity = i, Title = $"Stolica {i}", Price = i }, token)));

        var last = await Service.GetAsync(created.Id);
        last.Quantity.Should().BeInRange(1, 20);
        last.Title.Should().Be($"Stolica {last.Quantity}", "an update is whole");
        last.Price.Should().Be(last.Quantity);
        (await Database.ScalarAsync<long>($"select version from listings where id = {created.Id}")).Should().Be(21);
        (await Database.ScalarAsync<long>($"select version from indexing_queue where listing_id = {created.Id}")).Should().Be(21);
    }

    [TestMethod]
    public async Task UpdateListing_WhileOthersRead_IsNeverTorn()
    {
        var created = await Service.CreateAsync(ValidCreate());
        var token = Service.AsUser(User);
        await Service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = User, Quantity = 1, Title = "Stolica 1" }, token);

        var writers = Task.WhenAll(Enumerable.Range(0, 3).Select(async writer =>
        {
            for (var i = 0; i < 20; i++)
            {
                var value = (writer * 100) + i;
                await Service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = User, Quantity = value, Title = $"Stolica {value}" }, token);
            }
        }));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            while (!writers.IsCompleted)
            {
                var read = await Service.GetAsync(created.Id);
                read.Title.Should().Be($"Stolica {read.Quantity}");
            }
        }));
        await writers;
    }

    private static Action<UpdateListingRequest> Change(Action<UpdateListingRequest> change) => change;

    private static async Task<Listing> SetStatusAsync(long id, string status)
        => (await Service.CallUpdate(new UpdateListingRequest { Id = id, UserId = User, Status = status }, Service.AsUser(User))).Listing;
}

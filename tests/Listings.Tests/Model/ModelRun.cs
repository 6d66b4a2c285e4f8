using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Model;

/// <summary>Does each step on the service and on the model, and says where they answer differently.</summary>
internal sealed class ModelRun(ListingsHost service, long user)
{
    private static readonly string[] Statuses = ["draft", "active", "inactive", "sold", "archived"];

    private readonly Metadata _token = service.AsUser(user);

    public List<ModelListing> Listings { get; } = [];

    public async Task StepAsync(int kind, int which, int value)
    {
        if (kind == 0 || Listings.Count == 0)
        {
            await CreateAsync(value);
            return;
        }

        var listing = Listings[which % Listings.Count];
        var (expected, call) = kind switch
        {
            1 => Update(listing, value),
            2 => ChangeStatus(listing, Statuses[value % Statuses.Length]),
            3 => Delete(listing),
            4 => AddImage(listing, value),
            5 => DeleteImage(listing, value),
            6 => Reorder(listing, value),
            _ => UpdateByAnother(listing),
        };
        (await CodeOfAsync(call)).Should().Be(expected, $"step {kind} on listing {listing.Id} ({listing.Status}, deleted: {listing.IsDeleted})");
    }

    private async Task CreateAsync(int value)
    {
        var request = ListingsTest.ValidCreate();
        (request.UserId, request.Title, request.Quantity) = (user, $"Model {value}", value);
        var created = (await service.CallCreate(request, _token)).Listing;
        Listings.Add(new ModelListing { Id = created.Id, Title = created.Title, Quantity = value });
    }

    private (StatusCode Expected, Func<Task> Call) Update(ModelListing listing, int value)
    {
        var expected = Expect(listing, () => (listing.Title, listing.Quantity) = ($"Model {value}", value));
        return (expected, async () => await service.CallUpdate(
            new UpdateListingRequest { Id = listing.Id, UserId = user, Title = $"Model {value}", Quantity = value }, _token));
    }

    private (StatusCode Expected, Func<Task> Call) ChangeStatus(ModelListing listing, string status)
    {
        var isLegal = listing.MayBecome(status);
        var expected = isLegal || listing.IsDeleted ? Expect(listing, () => listing.Status = status) : StatusCode.FailedPrecondition;
        return (expected, async () => await service.CallUpdate(new UpdateListingRequest { Id = listing.Id, UserId = user, Status = status }, _token));
    }

    private (StatusCode Expected, Func<Task> Call) UpdateByAnother(ModelListing listing)
        => (listing.IsDeleted ? StatusCode.NotFound : StatusCode.PermissionDenied,
            async () => await service.CallUpdate(new UpdateListingRequest { Id = listing.Id, UserId = 1, Quantity = 1 }, service.AsUser(1)));

    private (StatusCode Expected, Func<Task> Call) Delete(ModelListing listing)
        => (Expect(listing, () => listing.IsDeleted = true), async () => await service.CallDelete(listing.Id, user, _token));

    private (StatusCode Expected, Func<Task> Call) AddImage(ModelListing listing, int value)
    {
        var isPrimary = value % 3 == 0;
        var expected = Expect(listing, () => { });
        return (expected, async () =>
        {
            var added = (await service.CallAddImage(
                new AddImageRequest { ListingId = listing.Id, Url = $"/{value}", IsPrimary = isPrimary, DisplayOrder = value % 5 }, _token)).Image;
            listing.Images.ForEach(image => image.IsPrimary &= !isPrimary);
            listing.Images.Add(new ModelImage { Id = added.Id, IsPrimary = isPrimary, Order = value % 5 });
        }
        );
    }

    private (StatusCode Expected, Func<Task> Call) DeleteImage(ModelListing listing, int value)
    {
        if (listing.Images.Count == 0)
        {
            return (StatusCode.NotFound, async () => await service.CallDeleteImage(listing.Id, 99_999, user, _token));
        }

        var image = listing.Images[value % listing.Images.Count];
        var expected = Expect(listing, () =>
        {
            listing.Images.Remove(image);
            if (image.IsPrimary && listing.Images.Count > 0)
            {
                listing.ShownImages.First().IsPrimary = true;
            }
        });
        return (expected, async () => await service.CallDeleteImage(listing.Id, image.Id, user, _token));
    }

    private (StatusCode Expected, Func<Task> Call) Reorder(ModelListing listing, int value)
    {
        var turned = listing.Images.Select(image => image.Id).Order().Skip(value % (listing.Images.Count + 1)).ToArray();
        if (turned.Length == 0)
        {
            return (StatusCode.InvalidArgument, async () => await service.CallReorder(listing.Id, user, turned, _token));
        }

        var expected = Expect(listing, () =>
        {
            var order = turned.Union(listing.ShownImages.Select(image => image.Id)).ToList();
            listing.Images.ForEach(image => image.Order = order.IndexOf(image.Id) + 1);
        });
        return (expected, async () => await service.CallReorder(listing.Id, user, turned, _token));
    }

    /// <summary>Changes the model where the listing is there, and says how the service has to answer.</summary>
    private static StatusCode Expect(ModelListing listing, Action change)
    {
        if (listing.IsDeleted)
        {
            return StatusCode.NotFound;
        }

        change();
        listing.Version++;
        return StatusCode.OK;
    }

    private static async Task<StatusCode> CodeOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException failure)
        {
            return failure.StatusCode;
        }
    }
}

using Grpc.Core;
using Migration.Contracts.Listings.V1;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>A microservice that knows one listing, and fails as it is told.</summary>
internal sealed class ScriptedListings : ListingsService.ListingsServiceBase
{
    /// <summary>Runs before each answer; what it throws is the answer.</summary>
    public Func<string, ServerCallContext, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public List<(string Method, Metadata Headers, DateTime Deadline)> Calls { get; } = [];

    public Listing Listing { get; } = new()
    {
        Id = 1001,
        Uuid = "6fa459ea-ee8a-3ca4-894e-db77e160355e",
        UserId = 5,
        Title = "From the microservice",
        Price = 12500.5,
        Currency = "RSD",
        CategoryId = 1103,
        Status = "draft",
        Visibility = "public",
        Quantity = 1,
        CreatedAt = "2026-01-02T03:04:05Z",
        UpdatedAt = "2026-01-02T03:04:06Z",
        OriginalLanguage = "sr",
        Location = new ListingLocation { City = "Novi Sad", Latitude = 45.25 },
        Attributes = { new ListingAttribute { AttributeKey = "condition", AttributeValue = "used" } },
        Images = { new ListingImage { Id = 9, ListingId = 1001, Url = "/u", StoragePath = "a/b.png", IsPrimary = true, FileSize = 5, MimeType = "image/png", CreatedAt = "2026-01-02T03:04:05Z" } },
    };

    public CreateListingRequest? Created { get; private set; }

    public UpdateListingRequest? Updated { get; private set; }

    public override async Task<GetListingResponse> GetListing(GetListingRequest request, ServerCallContext context)
    {
        await NoteAsync("GetListing", context);
        return new GetListingResponse { Listing = Listing };
    }

    public override async Task<ListListingsResponse> ListListings(ListListingsRequest request, ServerCallContext context)
    {
        await NoteAsync("ListListings", context);
        return new ListListingsResponse { Listings = { Listing }, Total = 1 };
    }

    public override async Task<SearchListingsResponse> SearchListings(SearchListingsRequest request, ServerCallContext context)
    {
        await NoteAsync("SearchListings", context);
        return new SearchListingsResponse { Listings = { Listing }, Total = 1 };
    }

    public override async Task<CreateListingResponse> CreateListing(CreateListingRequest request, ServerCallContext context)
    {
        Created = request;
        await NoteAsync("CreateListing", context);
        return new CreateListingResponse { Listing = Listing };
    }

    public override async Task<UpdateListingResponse> UpdateListing(UpdateListingRequest request, ServerCallContext context)
    {
        Updated = request;
        await NoteAsync("UpdateListing", context);
        return new UpdateListingResponse { Listing = Listing };
    }

    public override async Task<DeleteListingResponse> DeleteListing(DeleteListingRequest request, ServerCallContext context)
    {
        await NoteAsync("DeleteListing", context);
        return new DeleteListingResponse { Success = true };
    }

    private async Task NoteAsync(string method, ServerCallContext context)
    {
        lock (Calls)
        {
            Calls.Add((method, context.RequestHeaders, context.Deadline));
        }

        await Before(method, context);
    }
}

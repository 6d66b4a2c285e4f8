using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Migration.Listings.Validation;

namespace Migration.Listings.Rpc;

/// <summary>GetListing, ListListings.</summary>
internal sealed class ReadCalls(ListingStore store)
{
    public async Task<GetListingResponse> GetAsync(GetListingRequest request, ServerCallContext context)
    {
        if (request.Id <= 0 || request.HasLang)
        {
            Check(request);
        }

        var found = await store.GetAsync(request.Id, context.CancellationToken)
            ?? throw Failures.Missing(request.Id, await store.IsQuarantinedAsync(request.Id, context.CancellationToken));
        if (request.HasLang)
        {
            Translate(found.Listing, request.Lang);
        }

        context.TellVersion(found.Version);
        return new GetListingResponse { Listing = found.Listing };
    }

    public async Task<ListListingsResponse> ListAsync(ListListingsRequest request, ServerCallContext context)
    {
        var page = await store.ListAsync(ListListingsRules.Check(request), context.CancellationToken);
        return new ListListingsResponse { Listings = { page.Listings }, Total = page.Total };
    }

    private static void Check(GetListingRequest request)
    {
        var violations = new Violations();
        violations.CheckId("id", request.Id);
        if (request.HasLang)
        {
            violations.CheckLanguage("lang", request.Lang);
        }

        violations.ThrowIfAny();
    }

    private static void Translate(Listing listing, string language)
    {
        if (!listing.Translations.TryGetValue(language, out var fields))
        {
            return;
        }

        if (fields.HasTitle)
        {
            listing.Title = fields.Title;
        }

        if (fields.HasDescription)
        {
            listing.Description = fields.Description;
        }
    }
}

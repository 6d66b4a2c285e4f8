using Migration.Contracts.Listings.V1;
using Migration.Monolith.Listings;
using Migration.TrafficRouter.Calls;
using Listing = Migration.Monolith.Listings.Listing;

namespace Migration.Monolith.Microservice;

/// <summary>The operations on listings as the microservice does them, in the monolith's terms.</summary>
internal sealed class ListingsMicroservice(MicroserviceChannels channels)
{
    public async Task<Listing> GetAsync(int id, MicroserviceCall call)
    {
        var answer = await channels.Client.GetListingAsync(new GetListingRequest { Id = id }, call.Options);
        return ListingMapping.ToListing(answer.Listing);
    }

    public async Task<ListingPage> ListAsync(ListingQuery query, MicroserviceCall call)
    {
        var answer = await channels.Client.ListListingsAsync(RequestMapping.ToRequest(query), call.Options);
        return new ListingPage([.. answer.Listings.Select(ListingMapping.ToListing)], answer.Total, query.Limit, query.Offset);
    }

    public async Task<ListingPage> SearchAsync(ListingSearch search, MicroserviceCall call)
    {
        var answer = await channels.Client.SearchListingsAsync(RequestMapping.ToRequest(search), call.Options);
        return new ListingPage([.. answer.Listings.Select(ListingMapping.ToListing)], answer.Total, search.Limit, search.Offset);
    }

    public async Task<Listing> CreateAsync(ListingWrite write, MicroserviceCall call)
    {
        using var sent = channels.Client.CreateListingAsync(RequestMapping.ToCreate(write), call.Options);
        var answer = await sent;
        PositionHeader.Read(await sent.ResponseHeadersAsync, call);
        return ListingMapping.ToListing(answer.Listing);
    }

    public async Task<Listing> UpdateAsync(ListingWrite write, MicroserviceCall call)
    {
        using var sent = channels.Client.UpdateListingAsync(RequestMapping.ToUpdate(write), call.Options);
        var answer = await sent;
        PositionHeader.Read(await sent.ResponseHeadersAsync, call);
        return ListingMapping.ToListing(answer.Listing);
    }

    public async Task<bool> DeleteAsync(ListingWrite write, MicroserviceCall call)
    {
        var request = new DeleteListingRequest { Id = write.Id, UserId = write.Caller.UserId, IsAdmin = write.Caller.IsAdmin };
        using var sent = channels.Client.DeleteListingAsync(request, call.Options);
        var answer = await sent;
        PositionHeader.Read(await sent.ResponseHeadersAsync, call);
        return answer.Success;
    }
}

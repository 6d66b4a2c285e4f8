using Migration.Monolith.Microservice;
using Migration.TrafficRouter.Calls;

namespace Migration.Monolith.Listings;

/// <summary>The operations that move: what each does here, what it does there, and whether it may be done twice.</summary>
internal sealed class ListingRoutes(ListingReadStore reads, ListingWrites writes, ListingsMicroservice microservice)
{
    public Route<int, Listing> Get { get; } = new("GetListing", Idempotency.Safe)
    {
        Monolith = reads.GetAsync,
        Microservice = microservice.GetAsync,
        Compare = ListingComparison.Compare,
    };

    public Route<ListingQuery, ListingPage> List { get; } = new("ListListings", Idempotency.Safe)
    {
        Monolith = reads.ListAsync,
        Microservice = microservice.ListAsync,
        Compare = ListingComparison.Compare,
    };

    public Route<ListingSearch, ListingPage> Search { get; } = new("SearchListings", Idempotency.Safe)
    {
        Monolith = reads.SearchAsync,
        Microservice = microservice.SearchAsync,
    };

    public Route<ListingWrite, Listing> Create { get; } = new("CreateListing", Idempotency.Keyed)
    {
        Monolith = writes.CreateAsync,
        Microservice = microservice.CreateAsync,
        IsInContract = static write => RequestMapping.CanCreate(write.Change!),
    };

    public Route<ListingWrite, Listing> Update { get; } = new("UpdateListing", Idempotency.Keyed)
    {
        Monolith = writes.UpdateAsync,
        Microservice = microservice.UpdateAsync,
        IsInContract = static write => RequestMapping.CanUpdate(write.Change!),
    };

    public Route<ListingWrite, bool> Delete { get; } = new("DeleteListing", Idempotency.Keyed)
    {
        Monolith = writes.DeleteAsync,
        Microservice = microservice.DeleteAsync,
    };
}

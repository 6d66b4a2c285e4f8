using Grpc.Core;
using Migration.Contracts.Listings.V1;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>Always the same listing.</summary>
internal sealed class Constant : ListingsService.ListingsServiceBase
{
    private static readonly GetListingResponse Answer = new() { Listing = new Listing { Id = 1, Title = "Gradski bicikl", Price = 12500.5, Currency = "RSD" } };

    public override Task<GetListingResponse> GetListing(GetListingRequest request, ServerCallContext context) => Task.FromResult(Answer);
}

using System.Globalization;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Search;
using Migration.Listings.Storage;
using Migration.Listings.Validation;

namespace Migration.Listings.Rpc;

/// <summary>SearchListings, GetSimilarListings, ReindexAll.</summary>
internal sealed class SearchCalls(SearchService search, ListingStore store, IServiceProvider services)
{
    /// <summary>A response header: <c>index</c>, or <c>database</c> where the search node could not be asked.</summary>
    private const string SourceHeader = "x-search-source";

    private const int DefaultBatch = 1000;
    private const int MaxBatch = 10_000;
    private const int MaxErrors = 10;

    public async Task<SearchListingsResponse> SearchAsync(SearchListingsRequest request, ServerCallContext context)
    {
        var found = await search.FindAsync(SearchListingsRules.Check(request), context.Deadline, context.CancellationToken);
        var listings = await store.FindAsync(found.Ids, context.CancellationToken);
        await TellSourceAsync(context, found);
        return new SearchListingsResponse { Listings = { listings }, Total = found.TotalWithout(found.Ids.Count - listings.Count) };
    }

    public async Task<GetSimilarListingsResponse> SimilarAsync(GetSimilarListingsRequest request, ServerCallContext context)
    {
        var limit = SearchListingsRules.Check(request);
        var model = await store.GetAsync(request.ListingId, context.CancellationToken) ?? throw Failures.NotFound("listing", request.ListingId);
        var wanted = new SimilarSearch(model.Listing.Id, model.Listing.CategoryId, (decimal)model.Listing.Price, limit);
        var found = await search.FindSimilarAsync(wanted, context.Deadline, context.CancellationToken);
        var listings = await store.FindAsync(found.Ids, context.CancellationToken);
        await TellSourceAsync(context, found);
        return new GetSimilarListingsResponse { Listings = { listings }, Total = found.TotalWithout(found.Ids.Count - listings.Count) };
    }

    public async Task<ReindexAllResponse> ReindexAsync(ReindexAllRequest request, ServerCallContext context)
    {
        context.RequireAdmin();
        var violations = new Violations();
        violations.AddIf(request.HasSourceType && request.SourceType is not ("" or "c2c" or "b2c"), "source_type", "must be c2c, b2c or empty");
        violations.AddIf(request is { HasBatchSize: true, BatchSize: < 1 or > MaxBatch }, "batch_size", $"must be between 1 and {MaxBatch}");
        violations.ThrowIfAny();

        var rebuilder = services.GetService<IndexRebuilder>() ?? throw Failures.Precondition("NO_SEARCH", "no search node is configured");
        try
        {
            var batch = request.HasBatchSize ? request.BatchSize : DefaultBatch;
            var report = request.SourceType.Length == 0
                ? await rebuilder.RebuildAsync(batch, context.CancellationToken)
                : await rebuilder.RefillAsync(request.SourceType, batch, context.CancellationToken);
            return new ReindexAllResponse
            {
                TotalIndexed = report.Indexed,
                TotalFailed = report.Failed,
                DurationSeconds = (int)report.Duration.TotalSeconds,
                Errors = { report.Errors.Take(MaxErrors) },
            };
        }
        catch (RebuildUnderWayException underWay)
        {
            throw Failures.Precondition("REINDEX_UNDER_WAY", underWay.Message);
        }
        catch (HttpRequestException failure)
        {
            throw Failures.Unavailable(string.Create(CultureInfo.InvariantCulture, $"the search node cannot do it: {failure.Message}"), "SEARCH_UNAVAILABLE");
        }
    }

    private static Task TellSourceAsync(ServerCallContext context, FoundListings found)
        => context.WriteResponseHeadersAsync(new Metadata { { SourceHeader, found.IsFromIndex ? "index" : "database" } });
}

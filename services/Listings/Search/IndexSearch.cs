namespace Migration.Listings.Search;

/// <summary>Searches the index.</summary>
internal sealed class IndexSearch(SearchClient client)
{
    /// <summary>index.max_result_window: beyond it OpenSearch shows no page.</summary>
    private const int Window = 10_000;

    /// <summary>Null for a page that lies beyond what the index shows.</summary>
    public async Task<FoundListings?> FindAsync(ListingSearch search, CancellationToken cancellationToken)
    {
        // An offset beyond the end has an empty page and the real total, as anywhere.
        var isBeyond = search.Offset + (long)search.Limit > Window;
        var asked = isBeyond ? search with { Offset = 0, Limit = 0 } : search;
        var hits = await client.SearchAsync(SearchBodies.Text(asked), cancellationToken);
        return isBeyond && hits.Total > search.Offset ? null : new FoundListings(hits.Ids, hits.Total, IsFromIndex: true);
    }

    /// <summary>The nearest of both sides, merged: sorting by the difference itself would need a script.</summary>
    public async Task<FoundListings> FindSimilarAsync(SimilarSearch search, CancellationToken cancellationToken)
    {
        var sides = await Task.WhenAll(
            client.SearchAsync(SearchBodies.Similar(search, dearer: false), cancellationToken),
            client.SearchAsync(SearchBodies.Similar(search, dearer: true), cancellationToken));
        var ids = sides
            .SelectMany(side => side.Ids.Zip(side.FirstSortValues))
            .OrderBy(hit => Math.Abs((decimal)hit.Second - search.Price))
            .ThenByDescending(hit => hit.First)
            .Take(search.Limit)
            .Select(hit => hit.First);
        return new FoundListings([.. ids], sides.Sum(side => side.Total), IsFromIndex: true);
    }
}

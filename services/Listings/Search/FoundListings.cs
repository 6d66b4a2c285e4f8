namespace Migration.Listings.Search;

/// <param name="Ids">The page, in its order.</param>
/// <param name="Total">How many there are beside the page too.</param>
/// <param name="IsFromIndex">False where the database stood in.</param>
internal sealed record FoundListings(IReadOnlyList<long> Ids, int Total, bool IsFromIndex)
{
    /// <summary>The index is behind by a moment: what it still names and the database does not show does not count.</summary>
    public int TotalWithout(int stale) => Math.Max(0, Total - stale);
}

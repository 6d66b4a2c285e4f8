namespace Migration.Listings.Search;

/// <summary>Listings of the same category whose price lies within a fifth of the model's, the nearest first.</summary>
internal sealed record SimilarSearch(long ListingId, long CategoryId, decimal Price, int Limit)
{
    private const decimal Tolerance = 0.2m;

    public decimal MinPrice => Price * (1 - Tolerance);

    public decimal MaxPrice => Price * (1 + Tolerance);
}

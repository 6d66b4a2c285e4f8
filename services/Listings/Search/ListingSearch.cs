namespace Migration.Listings.Search;

/// <summary>What is searched for, every field checked; a null field does not restrict.</summary>
internal sealed record ListingSearch
{
    public required string Query { get; init; }

    public long? CategoryId { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public required int Limit { get; init; }

    public required int Offset { get; init; }
}

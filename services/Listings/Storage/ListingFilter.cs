namespace Migration.Listings.Storage;

/// <summary>Which listings to list; a null field does not restrict.</summary>
internal sealed record ListingFilter
{
    public long? UserId { get; init; }

    public long? StorefrontId { get; init; }

    public long? CategoryId { get; init; }

    public string? Status { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public required int Limit { get; init; }

    public required int Offset { get; init; }
}

namespace Migration.Listings.Storage;

/// <summary>What of a listing is to change, every field checked; a null field stays as it is.</summary>
internal sealed record ListingChange
{
    public required long Id { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public decimal? Price { get; init; }

    public int? Quantity { get; init; }

    public string? Status { get; init; }
}

namespace Migration.Listings.Storage;

/// <summary>A listing to be created, every field checked.</summary>
internal sealed record NewListing
{
    public required long UserId { get; init; }

    public long? StorefrontId { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public required decimal Price { get; init; }

    public required string Currency { get; init; }

    public required long CategoryId { get; init; }

    public required int Quantity { get; init; }

    public string? Sku { get; init; }

    public required string OriginalLanguage { get; init; }

    public required Translations Translations { get; init; }
}

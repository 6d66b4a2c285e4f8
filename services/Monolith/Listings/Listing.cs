using Migration.Monolith.Images;

namespace Migration.Monolith.Listings;

/// <summary>
/// A listing as clients see it, in the words of the microservice's contract, so that an answer keeps its shape whichever
/// side gives it. Prices keep their two decimals; times are UTC.
/// </summary>
internal sealed record Listing
{
    public required int Id { get; init; }

    public string? Uuid { get; init; }

    public int? UserId { get; init; }

    public int? StorefrontId { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public decimal? Price { get; init; }

    public required string Currency { get; init; }

    public int? CategoryId { get; init; }

    public string? Status { get; init; }

    public required string Visibility { get; init; }

    public required int Quantity { get; init; }

    public string? Sku { get; init; }

    public string? Condition { get; init; }

    public string? OriginalLanguage { get; init; }

    public int ViewsCount { get; init; }

    public int FavoritesCount { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public string? PublishedAt { get; init; }

    public ListingLocation? Location { get; init; }

    public IReadOnlyList<ListingImage> Images { get; init; } = [];
}

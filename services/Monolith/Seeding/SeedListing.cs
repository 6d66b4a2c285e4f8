namespace Migration.Monolith.Seeding;

/// <summary>A row of <c>c2c_listings</c> as the seeder writes it.</summary>
internal sealed record SeedListing
{
    public required int Id { get; init; }

    public required Quirk Quirk { get; init; }

    public int? UserId { get; init; }

    public int? CategoryId { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public decimal? Price { get; init; }

    public string? Condition { get; init; }

    public string? Status { get; init; }

    public string? Location { get; init; }

    public decimal? Latitude { get; init; }

    public decimal? Longitude { get; init; }

    public required string City { get; init; }

    public required string Country { get; init; }

    public required int Views { get; init; }

    public required bool ShowOnMap { get; init; }

    public required string OriginalLanguage { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public int? StorefrontId { get; init; }

    public string? ExternalId { get; init; }

    public string? Metadata { get; init; }

    public string? AddressMultilingual { get; init; }
}

namespace Migration.Monolith.Images;

internal sealed record ListingImages(IReadOnlyList<ListingImage> Images);

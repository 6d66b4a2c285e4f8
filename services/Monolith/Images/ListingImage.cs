namespace Migration.Monolith.Images;

internal sealed record ListingImage
{
    public required int Id { get; init; }

    public required int ListingId { get; init; }

    public required string Url { get; init; }

    public required string StoragePath { get; init; }

    public required string FileName { get; init; }

    public required int DisplayOrder { get; init; }

    public required bool IsPrimary { get; init; }

    public required int FileSize { get; init; }

    public required string MimeType { get; init; }

    public required DateTime CreatedAt { get; init; }
}

namespace Migration.Listings.Images;

/// <summary>An image to be added, every field checked.</summary>
internal sealed record NewImage
{
    public required string Url { get; init; }

    public string? StoragePath { get; init; }

    public string? ThumbnailUrl { get; init; }

    public int DisplayOrder { get; init; }

    public bool IsPrimary { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public long? FileSize { get; init; }

    public string? MimeType { get; init; }
}

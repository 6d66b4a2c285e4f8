namespace Migration.Monolith.Seeding;

/// <summary>A row of <c>c2c_images</c> as the seeder writes it; its id is its number in the whole set.</summary>
internal sealed record SeedImage(int ListingId, string FilePath, string FileName, int FileSize, string ContentType)
{
    public required bool IsMain { get; init; }

    public required int DisplayOrder { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The bytes, for the few images that have any.</summary>
    public byte[]? Content { get; init; }
}

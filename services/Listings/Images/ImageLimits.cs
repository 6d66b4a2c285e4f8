namespace Migration.Listings.Images;

/// <summary>The reference system's limits of an upload, and ours of what a listing may have.</summary>
internal static class ImageLimits
{
    public const int FilesPerUpload = 10;
    public const int BytesPerFile = 10 * 1024 * 1024;
    public const int BytesPerUpload = 50 * 1024 * 1024;
    public const int BytesPerChunk = 1024 * 1024;

    /// <summary>A listing is read with all its images, so there is an end to them.</summary>
    public const int ImagesPerListing = 100;
}

using System.Globalization;

namespace Migration.Monolith.Images;

internal static class ImagePaths
{
    /// <summary>Where the bytes of an image can be fetched.</summary>
    public static string Content(int listingId, int imageId)
        => string.Create(CultureInfo.InvariantCulture, $"/api/v1/marketplace/listings/{listingId}/images/{imageId}/content");
}

using Migration.Contracts.Listings.V1;
using Migration.Listings.Images;

namespace Migration.Listings.Validation;

/// <summary>What requests about images may hold.</summary>
internal static class ImageRules
{
    private const int MaxUrl = 2048;
    private const int MaxMimeType = 100;
    private const int MaxFileName = 255;

    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static NewImage Check(AddImageRequest request)
    {
        var violations = new Violations();
        violations.CheckId("listing_id", request.ListingId);
        CheckUrl(violations, "url", request.Url);
        if (request.HasThumbnailUrl)
        {
            CheckUrl(violations, "thumbnail_url", request.ThumbnailUrl);
        }

        if (request.HasStoragePath)
        {
            violations.CheckText("storage_path", request.StoragePath, MaxUrl);
        }

        if (request.HasMimeType)
        {
            violations.CheckText("mime_type", request.MimeType, MaxMimeType);
        }

        violations.AddIf(request.DisplayOrder < 0, "display_order", "must not be negative");
        violations.AddIf(request is { HasWidth: true, Width: <= 0 }, "width", "must be greater than 0");
        violations.AddIf(request is { HasHeight: true, Height: <= 0 }, "height", "must be greater than 0");

        // The monolith's column has 32 bits.
        violations.AddIf(request is { HasFileSize: true, FileSize: < 0 or > int.MaxValue }, "file_size", $"must be between 0 and {int.MaxValue}");
        violations.ThrowIfAny();
        return ToNewImage(request);
    }

    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static void Check(DeleteListingImageRequest request)
    {
        var violations = new Violations();
        violations.CheckId("listing_id", request.ListingId);
        violations.CheckId("image_id", request.ImageId);
        violations.CheckId("user_id", request.UserId);
        violations.ThrowIfAny();
    }

    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static void Check(ReorderImagesRequest request)
    {
        var violations = new Violations();
        violations.CheckId("listing_id", request.ListingId);
        violations.CheckId("user_id", request.UserId);
        violations.AddIf(request.ImageIds.Count == 0, "image_ids", "must name at least one image");
        violations.AddIf(request.ImageIds.Any(id => id <= 0), "image_ids", "must be greater than 0");
        violations.AddIf(request.ImageIds.Distinct().Count() != request.ImageIds.Count, "image_ids", "must name an image once only");
        violations.ThrowIfAny();
    }

    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static void CheckUpload(UploadImageMetadata metadata)
    {
        var violations = new Violations();
        violations.CheckId("metadata.listing_id", metadata.ListingId);
        violations.CheckId("metadata.user_id", metadata.UserId);
        violations.CheckText("metadata.filename", metadata.Filename, MaxFileName);
        violations.AddIf(
            !ImageFormat.IsKnown(metadata.ContentType), "metadata.content_type", "must be image/jpeg, image/png, image/webp or image/gif");
        violations.AddIf(
            metadata.FileSize is < 0 or > ImageLimits.BytesPerFile, "metadata.file_size", $"must be between 0 and {ImageLimits.BytesPerFile}");
        violations.AddIf(metadata.DisplayOrder < 0, "metadata.display_order", "must not be negative");
        violations.ThrowIfAny();
    }

    public static void CheckUrl(Violations violations, string field, string url)
    {
        violations.AddIf(url.Length == 0, field, "must not be empty");
        violations.AddIf(url.Length > MaxUrl, field, $"has {url.Length} characters, at most {MaxUrl} are allowed");
        var isLink = url.StartsWith('/')
            || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        violations.AddIf(
            url.Length > 0 && (!isLink || TextRules.HasControlCharacter(url)), field, "must be an http or https address, or a path that begins with /");
    }

    private static NewImage ToNewImage(AddImageRequest request) => new()
    {
        Url = request.Url,
        StoragePath = request.HasStoragePath ? request.StoragePath : null,
        ThumbnailUrl = request.HasThumbnailUrl ? request.ThumbnailUrl : null,
        DisplayOrder = request.DisplayOrder,
        IsPrimary = request.IsPrimary,
        Width = request.HasWidth ? request.Width : null,
        Height = request.HasHeight ? request.Height : null,
        FileSize = request.HasFileSize ? request.FileSize : null,
        MimeType = request.HasMimeType ? request.MimeType : null,
    };
}

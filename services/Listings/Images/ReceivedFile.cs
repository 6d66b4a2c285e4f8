using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Images;

/// <summary>A file of an upload: whole and stored under a temporary name, or refused with a reason.</summary>
/// <param name="Metadata">What its sender says of it.</param>
/// <param name="Temporary">Where it lies; null where it was refused.</param>
/// <param name="Size">Its true length in bytes.</param>
/// <param name="MimeType">Its true format.</param>
/// <param name="Problem">Why it was refused.</param>
internal sealed record ReceivedFile(UploadImageMetadata Metadata, string? Temporary, long Size, string? MimeType, string? Problem);

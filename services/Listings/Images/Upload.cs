using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Images;

/// <summary>What an upload brought.</summary>
/// <param name="First">The metadata of the first file: whose and which listing's they are.</param>
/// <param name="Files">All files, in the order in which they came.</param>
/// <param name="Hash">Of every message, so that a repeat can be told from another upload.</param>
internal sealed record Upload(UploadImageMetadata First, IReadOnlyList<ReceivedFile> Files, byte[] Hash);

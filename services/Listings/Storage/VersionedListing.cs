using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Storage;

/// <summary>A listing with the version that every change of it, or of what belongs to it, moves on.</summary>
internal sealed record VersionedListing(Listing Listing, long Version);

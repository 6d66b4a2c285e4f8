namespace Migration.Listings.Storage;

/// <summary>What a write has to know of the listing that it changes, locked until its transaction ends.</summary>
internal sealed record LockedListing(long Id, long UserId, string Status, long Version);

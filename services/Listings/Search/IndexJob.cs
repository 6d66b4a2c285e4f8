namespace Migration.Listings.Search;

/// <summary>A claimed row of the indexing queue.</summary>
/// <param name="ListingId">The listing whose present state the index is to have.</param>
/// <param name="Version">The listing's version when it was queued, for a listing of which no row is left.</param>
/// <param name="Revision">The queue row's own; another one at the end means that it was queued anew.</param>
internal sealed record IndexJob(long ListingId, long Version, long Revision);

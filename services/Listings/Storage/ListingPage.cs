using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Storage;

/// <summary>One page, and how many there are on all pages.</summary>
internal sealed record ListingPage(IReadOnlyList<Listing> Listings, int Total);

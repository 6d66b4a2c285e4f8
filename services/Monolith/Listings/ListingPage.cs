namespace Migration.Monolith.Listings;

internal sealed record ListingPage(IReadOnlyList<Listing> Listings, long Total, int Limit, int Offset);

using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>A listing as the index sees it.</summary>
internal sealed record IndexedListing(Listing Listing, long Version, string SourceType)
{
    /// <summary>A row of the listing's columns, its version and its source type.</summary>
    public static IndexedListing Read(NpgsqlDataReader row) => new(
        ListingReader.Read(row), row.GetInt64(ListingReader.ColumnCount), row.GetString(ListingReader.ColumnCount + 1));
}

using System.Text.Json;
using Migration.Contracts.Listings.V1;
using Npgsql;

namespace Migration.Listings.Storage;

/// <summary>Turns a row of <see cref="ListingSql.Columns"/> into the message.</summary>
internal static class ListingReader
{
    /// <summary>The number of <see cref="ListingSql.Columns"/>: what a statement selects beyond them starts here.</summary>
    public const int ColumnCount = 26;

    public static Listing Read(NpgsqlDataReader row)
    {
        var listing = new Listing
        {
            Id = row.GetInt64(0),
            Uuid = row.GetGuid(1).ToString(),
            UserId = row.GetInt64(2),
            Title = row.GetString(4),
            Price = Price.ToWire(row.GetDecimal(6)),
            Currency = row.GetString(7),
            CategoryId = row.GetInt64(8),
            Status = row.GetString(9),
            Visibility = row.GetString(10),
            Quantity = row.GetInt32(11),
            ViewsCount = row.GetInt32(13),
            FavoritesCount = row.GetInt32(14),
            CreatedAt = WireTime.Format(row.GetDateTime(15)),
            UpdatedAt = WireTime.Format(row.GetDateTime(16)),
            IsDeleted = row.GetBoolean(19),
            OriginalLanguage = row.GetString(20),
        };
        ReadOptional(row, listing);
        ReadParts(row, listing);
        return listing;
    }

    private static void ReadOptional(NpgsqlDataReader row, Listing listing)
    {
        if (!row.IsDBNull(3))
        {
            listing.StorefrontId = row.GetInt64(3);
        }

        if (!row.IsDBNull(5))
        {
            listing.Description = row.GetString(5);
        }

        if (!row.IsDBNull(12))
        {
            listing.Sku = row.GetString(12);
        }

        if (!row.IsDBNull(17))
        {
            listing.PublishedAt = WireTime.Format(row.GetDateTime(17));
        }

        if (!row.IsDBNull(18))
        {
            listing.DeletedAt = WireTime.Format(row.GetDateTime(18));
        }
    }

    private static void ReadParts(NpgsqlDataReader row, Listing listing)
    {
        if (!row.IsDBNull(21))
        {
            var json = new Utf8JsonReader(row.GetFieldValue<byte[]>(21));
            ListingPartsReader.ReadImages(listing, ref json);
        }

        if (!row.IsDBNull(22))
        {
            var json = new Utf8JsonReader(row.GetFieldValue<byte[]>(22));
            ListingPartsReader.ReadAttributes(listing, ref json);
        }

        if (!row.IsDBNull(23))
        {
            listing.Tags.AddRange(row.GetFieldValue<string[]>(23));
        }

        if (!row.IsDBNull(24))
        {
            var json = new Utf8JsonReader(row.GetFieldValue<byte[]>(24));
            listing.Location = ListingPartsReader.ReadLocation(listing.Id, ref json);
        }

        if (!row.IsDBNull(25))
        {
            var json = new Utf8JsonReader(row.GetFieldValue<byte[]>(25));
            Translations.ReadInto(listing, ref json);
        }
    }
}

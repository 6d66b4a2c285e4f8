using System.Text.Json;
using Npgsql;

namespace Migration.Monolith.Listings;

/// <summary>From a row of <c>c2c_listings</c> to a <see cref="Listing"/>.</summary>
internal static class ListingRows
{
    public const string Columns = """
        l.id, l.user_id, l.category_id, l.title, l.description, l.price, l.condition, l.status, l.location, l.latitude,
        l.longitude, l.address_city, l.address_country, l.views_count, l.original_language, l.created_at, l.updated_at,
        l.storefront_id, (l.metadata -> 'migration')::text,
        (select count(*)::int from c2c_favorites f where f.listing_id = l.id)
        """;

    public static Listing Read(NpgsqlDataReader row)
    {
        var location = new ListingLocation(Text(row, 12), Text(row, 11), Text(row, 8), Number(row, 9), Number(row, 10));
        return WithMigration(Text(row, 18), new Listing
        {
            Id = row.GetInt32(0),
            UserId = Int(row, 1),
            CategoryId = Int(row, 2),
            Title = row.GetString(3),
            Description = Text(row, 4),
            Price = Number(row, 5),
            Condition = Text(row, 6),
            Status = Text(row, 7),
            Location = location.IsEmpty ? null : location,
            ViewsCount = row.GetInt32(13),
            OriginalLanguage = Text(row, 14),
            CreatedAt = Utc(row, 15),
            UpdatedAt = Utc(row, 16),
            StorefrontId = Int(row, 17),
            FavoritesCount = row.GetInt32(19),
            Currency = "RSD",
            Visibility = "public",
            Quantity = 1,
        });
    }

    /// <summary>By convention the naive timestamps of svetubd are UTC.</summary>
    public static DateTime Utc(NpgsqlDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Int(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static decimal? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    /// <summary><c>{"uuid":…,"currency":…,"visibility":…,"quantity":…,"sku":…,"published_at":…}</c>, each of them optional.</summary>
    private static Listing WithMigration(string? migration, Listing listing)
    {
        if (migration is null)
        {
            return listing;
        }

        using var document = JsonDocument.Parse(migration);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return listing;
        }

        var kept = document.RootElement;
        return listing with
        {
            Uuid = Kept(kept, "uuid"),
            Currency = Kept(kept, "currency") ?? listing.Currency,
            Visibility = Kept(kept, "visibility") ?? listing.Visibility,
            Quantity = KeptNumber(kept, "quantity") ?? listing.Quantity,
            Sku = Kept(kept, "sku"),
            PublishedAt = Kept(kept, "published_at"),
        };
    }

    private static int? KeptNumber(JsonElement kept, string name)
        => kept.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    private static string? Kept(JsonElement kept, string name)
        => kept.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

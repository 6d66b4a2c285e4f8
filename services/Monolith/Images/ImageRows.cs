using Migration.Monolith.Listings;
using Npgsql;

namespace Migration.Monolith.Images;

/// <summary>From a row of <c>c2c_images</c> to a <see cref="ListingImage"/>.</summary>
internal static class ImageRows
{
    public const string Columns = """
        i.id, i.listing_id, i.file_path, i.file_name, i.file_size, i.content_type, i.is_main, i.display_order, i.created_at, i.public_url
        """;

    /// <summary>The main picture first, then as the seller sorted them; rows that nobody sorted keep the order of their ids.</summary>
    public const string Order = "order by i.is_main desc, i.display_order, i.id";

    public static ListingImage Read(NpgsqlDataReader row)
    {
        var (id, listing) = (row.GetInt32(0), row.GetInt32(1));
        return new ListingImage
        {
            Id = id,
            ListingId = listing,
            StoragePath = row.GetString(2),
            FileName = row.GetString(3),
            FileSize = row.GetInt32(4),
            MimeType = row.GetString(5),
            IsPrimary = row.GetBoolean(6),
            DisplayOrder = row.GetInt32(7),
            CreatedAt = ListingRows.Utc(row, 8),
            Url = ListingRows.Text(row, 9) ?? ImagePaths.Content(listing, id),
        };
    }

    public static async Task<IReadOnlyList<ListingImage>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var images = new List<ListingImage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            images.Add(Read(reader));
        }

        return images;
    }
}

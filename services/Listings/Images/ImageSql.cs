using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Images;

/// <summary>How an image is read.</summary>
internal static class ImageSql
{
    public const string Columns = """
        i.id, i.listing_id, i.url, i.storage_path, i.thumbnail_url, i.display_order, i.is_primary, i.width, i.height, i.file_size,
        i.mime_type, i.created_at, i.updated_at
        """;

    public static ListingImage Read(NpgsqlDataReader row)
    {
        var image = new ListingImage
        {
            Id = row.GetInt64(0),
            ListingId = row.GetInt64(1),
            Url = row.GetString(2),
            DisplayOrder = row.GetInt32(5),
            IsPrimary = row.GetBoolean(6),
            CreatedAt = WireTime.Format(row.GetDateTime(11)),
            UpdatedAt = WireTime.Format(row.GetDateTime(12)),
        };
        if (!row.IsDBNull(3))
        {
            image.StoragePath = row.GetString(3);
        }

        if (!row.IsDBNull(4))
        {
            image.ThumbnailUrl = row.GetString(4);
        }

        ReadFile(row, image);
        return image;
    }

    private static void ReadFile(NpgsqlDataReader row, ListingImage image)
    {
        if (!row.IsDBNull(7))
        {
            image.Width = row.GetInt32(7);
        }

        if (!row.IsDBNull(8))
        {
            image.Height = row.GetInt32(8);
        }

        if (!row.IsDBNull(9))
        {
            image.FileSize = row.GetInt64(9);
        }

        if (!row.IsDBNull(10))
        {
            image.MimeType = row.GetString(10);
        }
    }
}

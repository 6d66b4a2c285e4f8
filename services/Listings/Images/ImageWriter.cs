using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Images;

/// <summary>
/// The statements that change the images of a listing which is locked: two changes of one listing's images never mix. At most one image is
/// the primary one.
/// </summary>
internal static class ImageWriter
{
    private const string CountSql = "select count(*)::int from listing_images where listing_id = $1";

    private const string DemoteSql = "update listing_images set is_primary = false where listing_id = $1 and is_primary";

    private const string AddSql = $"""
        with i as (
            insert into listing_images (listing_id, url, storage_path, thumbnail_url, display_order, is_primary, width, height, file_size, mime_type)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            returning *
        )
        select {ImageSql.Columns} from i
        """;

    private const string OwnerSql = "select listing_id from listing_images where id = $1";

    private const string DeleteSql = "delete from listing_images where id = $1 returning is_primary, storage_path";

    /// <summary>The first one in order takes the place of a primary that was deleted.</summary>
    private const string PromoteSql = """
        update listing_images set is_primary = true
        where id = (select id from listing_images where listing_id = $1 order by display_order, id limit 1)
        """;

    private const string OrderSql = "select id from listing_images where listing_id = $1 order by is_primary desc, display_order, id";

    private const string ReorderSql = """
        update listing_images i set display_order = wanted.place
        from unnest($2::bigint[]) with ordinality wanted (id, place)
        where i.id = wanted.id and i.listing_id = $1
        """;

    public static async Task<int> CountAsync(NpgsqlConnection connection, long listingId, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, CountSql, listingId);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task<ListingImage> AddAsync(
        NpgsqlConnection connection, long listingId, NewImage image, CancellationToken cancellationToken)
    {
        if (image.IsPrimary)
        {
            await using var demote = Command(connection, DemoteSql, listingId);
            await demote.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = Command(connection, AddSql, listingId);
        command.Parameters.AddText(image.Url);
        command.Parameters.AddText(image.StoragePath);
        command.Parameters.AddText(image.ThumbnailUrl);
        command.Parameters.AddInt(image.DisplayOrder);
        command.Parameters.AddFlag(image.IsPrimary);
        command.Parameters.AddInt(image.Width);
        command.Parameters.AddInt(image.Height);
        command.Parameters.AddLong(image.FileSize);
        command.Parameters.AddText(image.MimeType);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return ImageSql.Read(row);
    }

    /// <summary>Which listing the image belongs to; null where there is no such image.</summary>
    public static async Task<long?> OwnerAsync(NpgsqlConnection connection, long imageId, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, OwnerSql, imageId);
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Gives the path of its file, where it has one.</summary>
    public static async Task<string?> DeleteAsync(
        NpgsqlConnection connection, long listingId, long imageId, CancellationToken cancellationToken)
    {
        bool wasPrimary;
        string? path;
        await using (var command = Command(connection, DeleteSql, imageId))
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            await row.ReadAsync(cancellationToken);
            wasPrimary = row.GetBoolean(0);
            path = await row.IsDBNullAsync(1, cancellationToken) ? null : row.GetString(1);
        }

        if (wasPrimary)
        {
            await using var promote = Command(connection, PromoteSql, listingId);
            await promote.ExecuteNonQueryAsync(cancellationToken);
        }

        return path;
    }

    /// <summary>The ids of a listing's images as they are shown.</summary>
    public static async Task<IReadOnlyList<long>> OrderAsync(NpgsqlConnection connection, long listingId, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, OrderSql, listingId);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await row.ReadAsync(cancellationToken))
        {
            ids.Add(row.GetInt64(0));
        }

        return ids;
    }

    /// <summary>The first one gets display_order 1.</summary>
    public static async Task ReorderAsync(
        NpgsqlConnection connection, long listingId, IEnumerable<long> imageIds, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, ReorderSql, listingId);
        command.Parameters.AddLongs(imageIds);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, long id)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddLong(id);
        return command;
    }
}

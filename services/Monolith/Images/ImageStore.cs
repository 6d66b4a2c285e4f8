using System.Globalization;
using Migration.Monolith.Auth;
using Migration.Monolith.Database;
using Migration.Monolith.Listings;
using Migration.Monolith.Problems;
using Npgsql;

namespace Migration.Monolith.Images;

/// <summary>
/// The rows of <c>c2c_images</c>. Every change locks the listing, so that order and main picture stay one consistent whole.
/// </summary>
internal sealed class ImageStore(NpgsqlDataSource database)
{
    /// <summary>The images of a listing in their order, or null when there is no such listing.</summary>
    public async Task<IReadOnlyList<ListingImage>?> ListAsync(int listingId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var exists = new NpgsqlCommand("select 1 from c2c_listings where id = $1", connection))
        {
            exists.Parameters.Int(listingId);
            if (await exists.ExecuteScalarAsync(cancellationToken) is null)
            {
                return null;
            }
        }

        return await ReadAsync(connection, listingId, cancellationToken);
    }

    public async Task<ListingImage?> FindAsync(int listingId, int imageId, CancellationToken cancellationToken)
    {
        const string Query = $"select {ImageRows.Columns} from c2c_images i where i.listing_id = $1 and i.id = $2";
        await using var command = database.CreateCommand(Query);
        command.Parameters.Int(listingId).Int(imageId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ImageRows.Read(reader) : null;
    }

    /// <summary>Refuses early what would be refused anyway, before fifty megabytes are read.</summary>
    public async Task CheckMayChangeAsync(int listingId, Caller caller, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await ListingWriteStore.LockAsync(connection, listingId, caller, cancellationToken);
    }

    /// <summary>Appends images to a listing; the first of a listing that has no main picture becomes it.</summary>
    public async Task<IReadOnlyList<ListingImage>> AddAsync(
        int listingId, Caller caller, IReadOnlyList<(string Stored, ReceivedImage Image)> images, CancellationToken cancellationToken)
    {
        const string Insert = """
            insert into c2c_images (listing_id, file_path, file_name, file_size, content_type, is_main, display_order)
            select $1, $2, $3, $4, $5,
                   not exists (select 1 from c2c_images where listing_id = $1 and is_main),
                   coalesce((select max(display_order) + 1 from c2c_images where listing_id = $1), 0)
            returning id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ListingWriteStore.LockAsync(connection, listingId, caller, cancellationToken);
        var added = new HashSet<int>();
        foreach (var (stored, image) in images)
        {
            await using var command = new NpgsqlCommand(Insert, connection, transaction);
            command.Parameters.Int(listingId).Text(stored).Text(image.FileName).Int(image.Size).Text(image.Kind.ContentType);
            added.Add((int)(await command.ExecuteScalarAsync(cancellationToken))!);
        }

        await MarkAsync(connection, listingId, cancellationToken);
        var all = await ReadAsync(connection, listingId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. all.Where(image => added.Contains(image.Id))];
    }

    /// <summary>Deletes an image and returns its stored path; the next in order becomes the main picture if that one goes.</summary>
    public async Task<string> DeleteAsync(int listingId, int imageId, Caller caller, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ListingWriteStore.LockAsync(connection, listingId, caller, cancellationToken);
        const string Delete = "delete from c2c_images where listing_id = $1 and id = $2 returning file_path";
        string? stored;
        await using (var delete = new NpgsqlCommand(Delete, connection, transaction))
        {
            delete.Parameters.Int(listingId).Int(imageId);
            stored = await delete.ExecuteScalarAsync(cancellationToken) as string;
        }

        if (stored is null)
        {
            throw ProblemException.NotFound($"image of listing {listingId}", imageId.ToString(CultureInfo.InvariantCulture));
        }

        const string Promote = """
            update c2c_images set is_main = true
            where id = (select id from c2c_images where listing_id = $1 order by display_order, id limit 1)
              and not exists (select 1 from c2c_images where listing_id = $1 and is_main)
            """;
        await using (var promote = new NpgsqlCommand(Promote, connection, transaction))
        {
            promote.Parameters.Int(listingId);
            await promote.ExecuteNonQueryAsync(cancellationToken);
        }

        await MarkAsync(connection, listingId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    /// <summary>Gives each image its place in <paramref name="order"/>, from 1 on; every image of the listing must be named once.</summary>
    public async Task<IReadOnlyList<ListingImage>> ReorderAsync(
        int listingId, IReadOnlyList<int> order, Caller caller, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ListingWriteStore.LockAsync(connection, listingId, caller, cancellationToken);
        var present = await ReadAsync(connection, listingId, cancellationToken);
        if (!present.Select(image => image.Id).Order().SequenceEqual(order.Order()))
        {
            var all = string.Join(", ", present.Select(image => image.Id));
            throw ProblemException.Invalid("image_ids", $"[{string.Join(",", order)}]", $"must name each image of the listing once: {all}");
        }

        const string Update = "update c2c_images set display_order = array_position($2, id) where listing_id = $1";
        await using (var update = new NpgsqlCommand(Update, connection, transaction))
        {
            update.Parameters.Int(listingId).Ints(order);
            await update.ExecuteNonQueryAsync(cancellationToken);
        }

        await MarkAsync(connection, listingId, cancellationToken);
        var sorted = await ReadAsync(connection, listingId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return sorted;
    }

    private static async Task<IReadOnlyList<ListingImage>> ReadAsync(
        NpgsqlConnection connection, int listingId, CancellationToken cancellationToken)
    {
        const string Query = $"select {ImageRows.Columns} from c2c_images i where i.listing_id = $1 {ImageRows.Order}";
        await using var command = new NpgsqlCommand(Query, connection);
        command.Parameters.Int(listingId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ImageRows.ReadAllAsync(reader, cancellationToken);
    }

    private static async Task MarkAsync(NpgsqlConnection connection, int listingId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("update c2c_listings set needs_reindex = true where id = $1", connection);
        command.Parameters.Int(listingId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

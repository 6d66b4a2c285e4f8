using Migration.Contracts.Listings.V1;
using Migration.Listings.Database;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Images;

/// <summary>Reads images of listings that are not deleted.</summary>
internal sealed class ImageReader(NpgsqlDataSource database, DatabaseGate gate)
{
    private const string GetSql = $"""
        select {ImageSql.Columns} from listing_images i join listings l on l.id = i.listing_id where i.id = $1 and not l.is_deleted
        """;

    /// <summary>One row without an image says that the listing is there, and has none.</summary>
    private const string ListSql = $"""
        select {ImageSql.Columns} from listings l left join listing_images i on i.listing_id = l.id
        where l.id = $1 and not l.is_deleted order by i.is_primary desc, i.display_order, i.id
        """;

    public async Task<ListingImage?> GetAsync(long id, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        await using var command = database.CreateCommand(GetSql);
        command.Parameters.AddLong(id);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? ImageSql.Read(row) : null;
    }

    /// <summary>Null where there is no such listing.</summary>
    public async Task<IReadOnlyList<ListingImage>?> ListAsync(long listingId, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        await using var command = database.CreateCommand(ListSql);
        command.Parameters.AddLong(listingId);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        List<ListingImage>? images = null;
        while (await row.ReadAsync(cancellationToken))
        {
            images ??= [];
            if (!await row.IsDBNullAsync(0, cancellationToken))
            {
                images.Add(ImageSql.Read(row));
            }
        }

        return images;
    }
}

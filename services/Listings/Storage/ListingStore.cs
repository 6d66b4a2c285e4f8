using Migration.Contracts.Listings.V1;
using Migration.Listings.Database;
using Npgsql;

namespace Migration.Listings.Storage;

/// <summary>Reads listings from the service's own database. Every operation is one round trip.</summary>
internal sealed class ListingStore(NpgsqlDataSource database, DatabaseGate gate)
{
    /// <summary>Null where there is none, or where it is deleted.</summary>
    public async Task<VersionedListing?> GetAsync(long id, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        await using var command = database.CreateCommand(ListingSql.Get);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new VersionedListing(ListingReader.Read(row), row.GetInt64(ListingReader.ColumnCount))
            : null;
    }

    /// <summary>
    /// Has the connection know the statement of <see cref="GetAsync"/>, and reads a listing by it where there is one. Never reads none:
    /// a prepared statement whose first answer has no row keeps that its columns have no converters, and looks for them at every read from
    /// then on.
    /// </summary>
    public static async Task WarmUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var id = new NpgsqlParameter<long>();
        await using var command = new NpgsqlCommand(ListingSql.Get, connection) { Parameters = { id } };
        await command.PrepareAsync(cancellationToken);
        await using var any = new NpgsqlCommand("select id from listings where not is_deleted limit 1", connection);
        if (await any.ExecuteScalarAsync(cancellationToken) is not long found)
        {
            return;
        }

        id.TypedValue = found;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (await row.ReadAsync(cancellationToken))
        {
            ListingReader.Read(row);
        }
    }

    /// <summary>Whether a listing that is not here was refused on its way.</summary>
    public async Task<bool> IsQuarantinedAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await Quarantine.HoldsAsync(connection, id, cancellationToken);
    }

    public async Task<ListingPage> ListAsync(ListingFilter filter, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        await using var command = ListQuery.Create(database, filter);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var listings = new List<Listing>(filter.Limit);
        var total = 0;
        while (await row.ReadAsync(cancellationToken))
        {
            total = row.GetInt32(ListingReader.ColumnCount);
            if (!await row.IsDBNullAsync(0, cancellationToken))
            {
                listings.Add(ListingReader.Read(row));
            }
        }

        return new ListingPage(listings, total);
    }

    /// <summary>Those of the ids that anybody may find: active, public, not deleted. In the order of the ids.</summary>
    public async Task<IReadOnlyList<Listing>> FindAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        if (ids.Count == 0)
        {
            return [];
        }

        await using var command = database.CreateCommand(ListingSql.Found);
        command.Parameters.AddLongs(ids);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var listings = new List<Listing>(ids.Count);
        while (await row.ReadAsync(cancellationToken))
        {
            listings.Add(ListingReader.Read(row));
        }

        return listings;
    }
}

using Npgsql;

namespace Migration.Listings.Storage;

/// <summary>
/// The listings that were refused on their way here: DataSync keeps them in a table of this database, which is absent where nothing is
/// copied. Asked only for a listing that is not there.
/// </summary>
internal static class Quarantine
{
    public static async Task<bool> HoldsAsync(NpgsqlConnection connection, long listingId, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand("select to_regclass('sync_quarantine') is not null", connection);
        if (await look.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        await using var find = new NpgsqlCommand(
            "select exists (select from sync_quarantine where source_table = 'c2c_listings' and source_id = $1)", connection);
        find.Parameters.Add(new NpgsqlParameter<long> { TypedValue = listingId });
        return await find.ExecuteScalarAsync(cancellationToken) is true;
    }
}

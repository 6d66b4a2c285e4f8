using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Backfill;

/// <summary>
/// The highest id whose row, and all below it, are in the target. It commits with the rows. An earlier version began at 0 and wrote that down where
/// nothing lay above it: what lies below may not have been looked at.
/// </summary>
internal static class BackfillPosition
{
    public static async Task<long> ReadAsync(NpgsqlConnection target, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select last_id from sync_backfill where source_table = $1", target)
        {
            Parameters = { new() { Value = table } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is long position and not 0 ? position : DatabasePair.BeforeAllIds;
    }

    public static async Task WriteAsync(NpgsqlConnection target, string table, long lastId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into sync_backfill (source_table, last_id) values ($1, $2)
            on conflict (source_table) do update set last_id = excluded.last_id, updated_at = clock_timestamp()
            """,
            target)
        {
            Parameters = { new() { Value = table }, new() { Value = lastId } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using System.Globalization;
using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Backfill;

/// <summary>How many rows of a source table there are, and the highest id: in the source, or in the target with its quarantine.</summary>
internal sealed record TableCount(long Rows, long MaxId)
{
    private static readonly string Below = DatabasePair.FirstServiceId.ToString(CultureInfo.InvariantCulture);

    public static Task<TableCount> OfSourceAsync(NpgsqlConnection source, string table, CancellationToken cancellationToken)
        => ReadAsync(source, $"select count(*), coalesce(max(id), 0)::bigint from {table} where id < {Below}", cancellationToken);

    /// <summary>Listings that lie above a position.</summary>
    public static async Task<long> AboveAsync(NpgsqlConnection source, long position, CancellationToken cancellationToken)
        => (await ReadAsync(source, string.Create(CultureInfo.InvariantCulture, $"select count(*), 0::bigint from c2c_listings where id > {position}"), cancellationToken)).Rows;

    /// <summary>Rows that the microservice made itself are not counted.</summary>
    public static Task<TableCount> OfTargetAsync(NpgsqlConnection target, string table, string sourceTable, CancellationToken cancellationToken)
        => ReadAsync(
            target,
            $"""
            select t.rows + q.rows, greatest(t.max_id, q.max_id)
            from (select count(*) as rows, coalesce(max(id), 0) as max_id from {table} where id < {Below}) t,
                 (select count(*) as rows, coalesce(max(source_id), 0) as max_id from sync_quarantine where source_table = '{sourceTable}') q
            """,
            cancellationToken);

    private static async Task<TableCount> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new TableCount(row.GetInt64(0), row.GetInt64(1));
    }
}

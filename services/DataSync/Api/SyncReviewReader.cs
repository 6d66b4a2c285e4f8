using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Api;

/// <summary>Reads quarantine and conflicts of both databases. A server that is out of reach leaves its share out.</summary>
internal sealed class SyncReviewReader(DatabasePair databases)
{
    private const string Quarantine = "select source_table, source_id, reasons, quarantined_at, source_row::text from sync_quarantine order by quarantined_at desc, source_id desc limit $1";

    private const string Conflicts = """
        select id, stream, concept, row_id, field, kind, source_value::text, target_value::text, winner, decided_at
        from sync_conflict order by decided_at desc, id desc limit $1
        """;

    public async Task<SyncReview> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var quarantine = new List<QuarantinedRow>();
        var conflicts = new List<SyncConflict>();
        foreach (var database in new[] { databases.Target, databases.Source })
        {
            quarantine.AddRange(await ReadAsync(database, Quarantine, limit, Refused, cancellationToken));
            conflicts.AddRange(await ReadAsync(database, Conflicts, limit, Conflict, cancellationToken));
        }

        return new SyncReview(
            [.. quarantine.OrderByDescending(row => row.At).Take(limit)],
            [.. conflicts.OrderByDescending(conflict => conflict.DecidedAt).Take(limit)]);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataSource database, string sql, int limit, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        try
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                rows.Add(read(row));
            }
        }
        catch (NpgsqlException)
        {
            // Not there yet, or out of reach: /sync/status says so.
        }

        return rows;
    }

    private static QuarantinedRow Refused(NpgsqlDataReader row)
        => new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<string[]>(2), row.GetDateTime(3), row.GetString(4));

    private static SyncConflict Conflict(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Stream = row.GetString(1),
        Concept = row.GetString(2),
        RowId = row.GetInt64(3),
        Field = row.GetString(4),
        Kind = row.GetString(5),
        SourceValue = row.IsDBNull(6) ? null : row.GetString(6),
        TargetValue = row.IsDBNull(7) ? null : row.GetString(7),
        Winner = row.GetString(8),
        DecidedAt = row.GetDateTime(9),
    };
}

using Microsoft.Extensions.Options;
using Migration.DataSync.Backfill;
using Migration.DataSync.Databases;
using Migration.DataSync.Streams;
using Npgsql;

namespace Migration.DataSync.Api;

/// <summary>Asks both databases; one that is out of reach leaves its figures at -1.</summary>
internal sealed class SyncStatusReader(
    DatabasePair databases, BackfillStatus backfill, StreamStatuses statuses, IOptions<StreamOptions> options, TimeProvider time)
{
    public async Task<SyncStatus> ReadAsync(CancellationToken cancellationToken)
    {
        List<StreamReport> streams = [await StreamAsync(SyncStreams.Forward(databases, []), cancellationToken)];
        if (options.Value.WayBack)
        {
            streams.Add(await StreamAsync(SyncStreams.Back(databases), cancellationToken));
        }

        var quarantine = await QuarantineAsync(databases.Target, cancellationToken);
        foreach (var (table, rows) in await QuarantineAsync(databases.Source, cancellationToken))
        {
            quarantine[table] = rows;
        }

        return new SyncStatus
        {
            BackfillComplete = backfill.IsComplete,
            Backfill = backfill.Description,
            Streams = streams,
            Quarantine = quarantine,
            Conflicts = await CountAsync(databases.Target, cancellationToken) + await CountAsync(databases.Source, cancellationToken),
        };
    }

    private async Task<StreamReport> StreamAsync(StreamDefinition stream, CancellationToken cancellationToken)
    {
        var status = statuses.Of(stream.Side);
        var (lag, held) = (-1L, -1L);
        try
        {
            await using var command = stream.Source.CreateCommand(
                """
                select greatest(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $2), 0)::bigint, coalesce(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), restart_lsn), -1)::bigint
                from pg_replication_slots where slot_name = $1
                """);
            command.Parameters.Add(new() { Value = stream.Slot });
            command.Parameters.Add(new() { Value = status.Position, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.PgLsn });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            if (await row.ReadAsync(cancellationToken))
            {
                (lag, held) = (row.GetInt64(0), row.GetInt64(1));
            }
        }
        catch (NpgsqlException)
        {
            // The stream's own trouble says so.
        }

        // Heartbeats come all the time: what was committed last and is applied is as old as what is missing is late.
        var late = lag == 0 || status.CommittedAt is not { } committed ? TimeSpan.Zero : time.GetUtcNow() - committed - options.Value.HeartbeatEvery;
        return new StreamReport(
            stream.Side.Stream, status.Trouble, status.Position.ToString(), lag, Math.Max(late.TotalSeconds, 0), held, status.Rows);
    }

    private static async Task<Dictionary<string, long>> QuarantineAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            await using var command = database.CreateCommand("select source_table, count(*) from sync_quarantine group by 1 order by 1");
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                counts[row.GetString(0)] = row.GetInt64(1);
            }
        }
        catch (NpgsqlException)
        {
            // Not there yet, or out of reach.
        }

        return counts;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("select count(*) from sync_conflict");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }
}

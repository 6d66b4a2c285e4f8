using System.Globalization;
using Migration.DataSync.Backfill;
using Migration.DataSync.Databases;
using Migration.DataSync.Telemetry;
using Npgsql;
using Npgsql.Replication;
using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>
/// Brings a stream to where it can follow: its slot, and in the target what was there before the slot, from the very snapshot that the slot
/// begins with, so that nothing is missed and nothing comes twice.
/// </summary>
internal sealed class StreamStart(DatabasePair databases, BackfillStatus status, DataSyncMetrics metrics, int chunkSize)
{
    private static readonly string FirstServiceId = DatabasePair.FirstServiceId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null where the stream could go on at once.</summary>
    public async Task<BackfillReport?> ForwardAsync(StreamDefinition stream, Standstill? standstill, CancellationToken cancellationToken)
    {
        var position = await StreamPosition.ReadAsync(stream, cancellationToken);
        if (await CanFollowAsync(stream, position, cancellationToken))
        {
            return null;
        }

        await using var replication = await ReplicationConnections.OpenAsync(stream.SourceConnectionString, cancellationToken);
        if (position is not null)
        {
            var snapshot = await ResyncAsync(stream, standstill, replication, cancellationToken);
            return await new BackfillRun(databases, status, metrics, chunkSize) { Snapshot = snapshot, Origin = stream.Origin }.ExecuteAsync(cancellationToken);
        }

        var (start, first) = await Slot.CreateAsync(stream, replication, cancellationToken);
        var report = await new BackfillRun(databases, status, metrics, chunkSize) { Snapshot = first, Origin = stream.Origin }.ExecuteAsync(cancellationToken);
        await using var target = await stream.Target.OpenConnectionAsync(cancellationToken);
        await StreamPosition.StartAsync(stream, target, start, cancellationToken);
        return report;
    }

    private async Task<string> ResyncAsync(
        StreamDefinition stream, Standstill? standstill, LogicalReplicationConnection replication, CancellationToken cancellationToken)
    {
        await using var applier = await Applier.OpenAsync(stream, cancellationToken);
        if (standstill is not null)
        {
            await standstill.EnterAsync(applier, stream, cancellationToken);
        }

        var (start, snapshot) = await Slot.CreateAsync(stream, replication, cancellationToken);
        await new Resync(databases, stream, status, chunkSize).RunAsync(applier, start, snapshot, cancellationToken);
        return snapshot;
    }

    /// <summary>What the microservice made before the way back was open goes first; after its slot was lost, all that it has.</summary>
    public static async Task BackAsync(StreamDefinition stream, Standstill standstill, CancellationToken cancellationToken)
    {
        var position = await StreamPosition.ReadAsync(stream, cancellationToken);
        if (await CanFollowAsync(stream, position, cancellationToken))
        {
            return;
        }

        await using var replication = await ReplicationConnections.OpenAsync(stream.SourceConnectionString, cancellationToken);
        await using var applier = await Applier.OpenAsync(stream, cancellationToken);
        var isExact = position is not null && await standstill.EnterAsync(applier, stream, cancellationToken);
        var (start, snapshot) = await Slot.CreateAsync(stream, replication, cancellationToken);
        await using var source = await SnapshotAsync(stream.Source, snapshot, cancellationToken);
        foreach (var table in stream.Tables)
        {
            await applier.StageAsync(source, table, "true", cancellationToken);
        }

        await applier.RunAsync(
            [
                // Of the monolith's listings those that were changed here last, unless all of the monolith's is here; one that is gone there stays gone.
                $"""
                delete from new_listings n where n.id < {FirstServiceId} and not exists (
                    select from c2c_listings t where t.id = n.id and ({(isExact ? "true" : "false")} or t.updated_at < n.updated_at at time zone 'UTC'))
                """,
                .. stream.Tables.Skip(1).Select(table => $"delete from new_{table.Source} p where not exists (select from new_listings n where n.id = p.listing_id)"),
                // Only what came from here can have left here; what is marked as deleted here was deleted here.
                $"""
                insert into old_listings (id, is_deleted, _lsn) select t.id, false, '0/0' from c2c_listings t left join new_listings n on n.id = t.id
                where n.is_deleted or (n.id is null and t.id >= {FirstServiceId} and jsonb_exists(t.metadata -> 'migration', 'uuid'))
                """,
            ],
            cancellationToken);
        await applier.MergeAsync(stream.Tables, cancellationToken);
        await applier.RunAsync([StartStatement(stream, start)], cancellationToken);
        await applier.CommitAsync((ulong)start, cancellationToken);
    }

    /// <summary>
    /// A slot that was lost leaves a mark in the position before it is made anew: interrupted in between, the stream must not follow the new
    /// slot as if nothing were missing.
    /// </summary>
    private static async Task<bool> CanFollowAsync(StreamDefinition stream, NpgsqlLogSequenceNumber? position, CancellationToken cancellationToken)
    {
        if (position is null || (ulong)position.Value == 0)
        {
            return false;
        }

        if (await Slot.IsUsableAsync(stream, position.Value, cancellationToken))
        {
            return true;
        }

        await using var mark = stream.Target.CreateCommand("update sync_stream set applied_lsn = '0/0' where stream = $1");
        mark.Parameters.Add(new() { Value = stream.Side.Stream });
        await mark.ExecuteNonQueryAsync(cancellationToken);
        return false;
    }

    internal static string StartStatement(StreamDefinition stream, NpgsqlLogSequenceNumber start)
        => $"""
            insert into sync_stream (stream, started_lsn, applied_lsn) values ('{stream.Side.Stream}', '{start}', '{start}')
            on conflict (stream) do update set started_lsn = excluded.started_lsn, applied_lsn = excluded.applied_lsn
            """;

    internal static async Task<NpgsqlConnection> SnapshotAsync(NpgsqlDataSource database, string snapshot, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        await SyncSchema.ExecuteAsync(
            connection, $"begin transaction isolation level repeatable read read only; set transaction snapshot '{snapshot}'", cancellationToken);
        return connection;
    }

    /// <summary>A backfill that was interrupted read another snapshot: it begins anew, and so does the way back, which knows the rows of the first.</summary>
    public static async Task ForgetPartAsync(StreamDefinition stream, CancellationToken cancellationToken)
    {
        await using var applier = await Applier.OpenAsync(stream, cancellationToken);
        await applier.RunAsync(
            [
                $"delete from indexing_queue where listing_id < {FirstServiceId}",
                $"delete from listings where id < {FirstServiceId}",
                "delete from sync_quarantine",
                "delete from sync_backfill",
            ],
            cancellationToken);
        await applier.CommitAsync(0, cancellationToken);
    }
}

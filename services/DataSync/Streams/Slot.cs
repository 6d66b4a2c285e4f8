using Npgsql.Replication;
using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>A stream's replication slot: the server's promise to keep what the stream has not confirmed yet.</summary>
internal static class Slot
{
    /// <summary>
    /// False too where what the stream needs next is gone: the server had to break its promise, or the target knows less than it has confirmed, as after
    /// the return of an older backup.
    /// </summary>
    public static async Task<bool> IsUsableAsync(StreamDefinition stream, NpgsqlLogSequenceNumber position, CancellationToken cancellationToken)
    {
        await using var command = stream.Source.CreateCommand(
            """
            select exists (select from pg_replication_slots
                where slot_name = $1 and database = current_database() and wal_status is distinct from 'lost' and confirmed_flush_lsn <= $2)
            """);
        command.Parameters.Add(new() { Value = stream.Slot });
        command.Parameters.Add(new() { Value = position, NpgsqlDbType = NpgsqlDbType.PgLsn });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Makes it anew and exports the snapshot that it begins with, which lives as long as the connection is left alone.</summary>
    public static async Task<(NpgsqlLogSequenceNumber Position, string Snapshot)> CreateAsync(
        StreamDefinition stream, LogicalReplicationConnection connection, CancellationToken cancellationToken)
    {
        await DropAsync(stream, cancellationToken);
        var slot = await connection.CreatePgOutputReplicationSlot(
            stream.Slot, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: cancellationToken);
        return (slot.ConsistentPoint, slot.SnapshotName!);
    }

    public static async Task DropAsync(StreamDefinition stream, CancellationToken cancellationToken)
    {
        await using var command = stream.Source.CreateCommand(
            """
            select pg_drop_replication_slot(slot_name) from (
                select slot_name, active_pid, pg_terminate_backend(active_pid, 5000) from pg_replication_slots
                where slot_name = $1 and database = current_database() offset 0
            ) own
            """);
        command.Parameters.Add(new() { Value = stream.Slot });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

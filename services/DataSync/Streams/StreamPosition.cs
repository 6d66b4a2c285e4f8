using Npgsql;
using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>How far a stream has come, as its target knows it.</summary>
internal static class StreamPosition
{
    public static async Task<NpgsqlLogSequenceNumber?> ReadAsync(StreamDefinition stream, CancellationToken cancellationToken)
    {
        await using var command = stream.Target.CreateCommand("select applied_lsn from sync_stream where stream = $1");
        command.Parameters.Add(new() { Value = stream.Side.Stream });
        return await command.ExecuteScalarAsync(cancellationToken) as NpgsqlLogSequenceNumber?;
    }

    public static async Task StartAsync(StreamDefinition stream, NpgsqlConnection target, NpgsqlLogSequenceNumber position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into sync_stream (stream, started_lsn, applied_lsn) values ($1, $2, $2)
            on conflict (stream) do update set started_lsn = excluded.started_lsn, applied_lsn = excluded.applied_lsn, applied_at = clock_timestamp()
            """,
            target);
        command.Parameters.Add(new() { Value = stream.Side.Stream });
        command.Parameters.Add(new() { Value = position, NpgsqlDbType = NpgsqlDbType.PgLsn });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task ForgetAsync(StreamDefinition stream, CancellationToken cancellationToken)
    {
        await using var command = stream.Target.CreateCommand("delete from sync_stream where stream = $1");
        command.Parameters.Add(new() { Value = stream.Side.Stream });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

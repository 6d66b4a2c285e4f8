using Migration.DataSync.Databases;
using Migration.DataSync.Streams;
using Npgsql;
using NpgsqlTypes;

namespace Migration.DataSync.Verification;

/// <summary>Waits until each side has what the other had committed when it was asked.</summary>
internal sealed class StreamWatermark(DatabasePair databases, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>False where a way does not move: then what differs stays so, whoever is to blame.</summary>
    public async Task<bool> PassAsync(CancellationToken cancellationToken)
        => await PassAsync(databases.Source, databases.Target, StreamSide.Forward, cancellationToken)
            & await PassAsync(databases.Target, databases.Source, StreamSide.Back, cancellationToken);

    private async Task<bool> PassAsync(NpgsqlDataSource from, NpgsqlDataSource to, StreamSide side, CancellationToken cancellationToken)
    {
        // A message brings the way to this position even where nobody writes.
        await using var ask = from.CreateCommand("select pg_logical_emit_message(true, 'datasync', 'watermark')");
        var position = (NpgsqlLogSequenceNumber)(await ask.ExecuteScalarAsync(cancellationToken))!;
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Patience)
        {
            if (await AppliedAsync(to, side, cancellationToken) is not { } applied)
            {
                return false;
            }

            if (applied >= position)
            {
                return true;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return false;
    }

    private static async Task<NpgsqlLogSequenceNumber?> AppliedAsync(NpgsqlDataSource database, StreamSide side, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("select applied_lsn from sync_stream where stream = $1");
            command.Parameters.Add(new() { Value = side.Stream });
            return await command.ExecuteScalarAsync(cancellationToken) as NpgsqlLogSequenceNumber?;
        }
        catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }
}

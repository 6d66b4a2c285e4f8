using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Streams;

/// <summary>
/// A sign of life in the log of each database, so that a slot moves on, and lets go of the log, where nothing that it follows is written; and so
/// that the lag is known where nobody writes.
/// </summary>
internal sealed class Heartbeat(DatabasePair databases, StreamOptions options, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.HeartbeatEvery, time);
        do
        {
            await BeatAsync(databases.Source, cancellationToken);
            if (options.WayBack)
            {
                await BeatAsync(databases.Target, cancellationToken);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private static async Task BeatAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("select pg_logical_emit_message(true, 'datasync', 'heartbeat')");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // The stream that reads from this database says that it is out of reach.
        }
    }
}

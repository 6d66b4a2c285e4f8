using System.Data;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>
/// Waits until something may be in the queue: a notification, or the poll that finds what a lost notification, a lease that ended or a
/// retry that came due has left.
/// </summary>
internal sealed class QueueSignal(NpgsqlDataSource database) : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private NpgsqlConnection? _connection;

    /// <summary>Listens from now on; call it before looking into the queue, so that nothing falls between.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: ConnectionState.Open })
        {
            return;
        }

        await DisposeAsync();
        _connection = await database.OpenConnectionAsync(cancellationToken);
        await using var listen = new NpgsqlCommand($"listen {IndexingQueue.Channel}", _connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _connection!.WaitAsync(Poll, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not { } connection)
        {
            return;
        }

        _connection = null;
        await using (connection)
        {
            if (connection.State == ConnectionState.Open)
            {
                await StopListeningAsync(connection);
            }
        }
    }

    /// <summary>The connection goes back into the pool, where nobody expects notifications.</summary>
    private static async Task StopListeningAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var unlisten = new NpgsqlCommand("unlisten *", connection);
            await unlisten.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // It broke, and so never goes back.
        }
    }
}

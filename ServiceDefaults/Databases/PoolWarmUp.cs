using Microsoft.Extensions.Logging;
using Npgsql;

namespace Migration.ServiceDefaults.Databases;

/// <summary>
/// Opens every connection of the pool and prepares a service's commonest read on each. A first burst that had to do that itself would wait
/// for many sign-ins and plans at once, longer than a request has.
/// </summary>
public sealed partial class PoolWarmUp(NpgsqlDataSource database, TimeProvider time, ILogger<PoolWarmUp> logger)
{
    /// <param name="prepare">Prepares a read on a connection.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepare);

        var started = time.GetTimestamp();
        var size = new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize;
        try
        {
            await PrepareAsync(size, prepare, cancellationToken);
            var took = time.GetElapsedTime(started).TotalMilliseconds;
            Log.Warm(logger, size, took);
        }
        catch (NpgsqlException failure)
        {
            // The server may allow fewer: the service works with those that it gets.
            Log.NotWarm(logger, size, failure.Message);
        }
    }

    /// <summary>
    /// All are asked for before the first is given back: one that were there and done with at once would be taken for the next. None waits until all are
    /// there, for somebody else may have one of them.
    /// </summary>
    private async Task PrepareAsync(int size, Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        var connections = Enumerable.Range(0, size).Select(_ => database.CreateConnection()).ToList();
        var opening = connections.Select(connection => connection.OpenAsync(cancellationToken)).ToList();
        await Task.WhenAll(connections.Zip(opening, PrepareOneAsync));

        async Task PrepareOneAsync(NpgsqlConnection connection, Task open)
        {
            await using (connection)
            {
#pragma warning disable VSTHRD003 // Begun here.
                await open;
#pragma warning restore VSTHRD003
                await prepare(connection, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} connections are open and know their statements after {Milliseconds:F0} ms", EventName = "PoolWarm")]
        public static partial void Warm(ILogger logger, int count, double milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "Not all of the {Count} connections could be opened beforehand: {Reason}", EventName = "PoolNotWarm")]
        public static partial void NotWarm(ILogger logger, int count, string reason);
    }
}

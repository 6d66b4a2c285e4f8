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
            // All are asked for before the first is there, so that none is used twice.
            await Task.WhenAll(Enumerable.Range(0, size).Select(_ => PrepareAsync(prepare, cancellationToken)));
            var took = time.GetElapsedTime(started).TotalMilliseconds;
            Log.Warm(logger, size, took);
        }
        catch (NpgsqlException failure)
        {
            // The server may allow fewer: the service works with those that it gets.
            Log.NotWarm(logger, size, failure.Message);
        }
    }

    private async Task PrepareAsync(Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await prepare(connection, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} connections are open and know their statements after {Milliseconds:F0} ms", EventName = "PoolWarm")]
        public static partial void Warm(ILogger logger, int count, double milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "Not all of the {Count} connections could be opened beforehand: {Reason}", EventName = "PoolNotWarm")]
        public static partial void NotWarm(ILogger logger, int count, string reason);
    }
}

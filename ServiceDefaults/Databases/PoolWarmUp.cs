using Microsoft.Extensions.Logging;
using Npgsql;

namespace Migration.ServiceDefaults.Databases;

/// <summary>
/// Opens every connection of the pool and prepares a service's commonest read on each. A first burst that had to do that itself would wait
/// for many sign-ins and plans at once, longer than a request has.
/// </summary>
public sealed partial class PoolWarmUp(NpgsqlDataSource database, TimeProvider time, ILogger<PoolWarmUp> logger)
{
    /// <summary>A statement is prepared on its second use, and used once prepared on its third.</summary>
    private const int Uses = 3;

    /// <param name="read">The read to prepare.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<NpgsqlConnection, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);

        var started = time.GetTimestamp();
        var size = new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize;
        try
        {
            // All are asked for before the first is there, so that none is used twice.
            await Task.WhenAll(Enumerable.Range(0, size).Select(_ => PrepareAsync(read, cancellationToken)));
            var took = time.GetElapsedTime(started).TotalMilliseconds;
            Log.Warm(logger, size, took);
        }
        catch (NpgsqlException failure)
        {
            // The server may allow fewer: the service works with those that it gets.
            Log.NotWarm(logger, size, failure.Message);
        }
    }

    private async Task PrepareAsync(Func<NpgsqlConnection, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var use = 0; use < Uses; use++)
        {
            await read(connection, cancellationToken);
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

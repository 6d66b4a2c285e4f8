using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Migration.ServiceDefaults.Databases;

/// <summary>
/// Opens every connection of the pool and prepares a service's commonest read on each: before the first request, and again when connections were lost.
/// A burst that had to do that itself would wait for many sign-ins and plans at once, longer than a request has; callers that give up meanwhile take
/// their half-open connections with them, and the pool stays empty.
/// </summary>
/// <param name="database">Whose pool it is.</param>
/// <param name="openings">Hears of connections that callers had to open.</param>
/// <param name="prepare">Prepares a read on a connection.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told how full the pool is.</param>
public sealed partial class PoolWarmUp(
    NpgsqlDataSource database,
    PoolOpenings openings,
    Func<NpgsqlConnection, CancellationToken, Task> prepare,
    TimeProvider time,
    ILogger<PoolWarmUp> logger) : BackgroundService
{
    /// <summary>An idle connection that is dead is found out by the first attempt, and replaced by the second.</summary>
    private const int MostAttempts = 3;

    /// <summary>A database that is slow, so that callers give up and lose connections, must not be asked on all of them without a break.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <returns>Whether all connections are there.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var size = new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize;
        openings.FillingBegins();
        try
        {
            await PrepareAsync(size, cancellationToken);
            Log.Warm(logger, size, time.GetElapsedTime(started).TotalMilliseconds);
            return true;
        }
        catch (NpgsqlException failure)
        {
            // The server may allow fewer: the service works with those that it gets.
            Log.NotWarm(logger, size, failure.Message);
            return false;
        }
        finally
        {
            openings.FillingEnds();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in openings.LossesAsync(stoppingToken))
        {
            var isFull = false;
            for (var attempt = 0; attempt < MostAttempts && !isFull; attempt++)
            {
                isFull = await RunAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <summary>
    /// All are asked for before the first is given back: one that were there and done with at once would be taken for the next. None waits until all are
    /// there, for somebody else may have one of them.
    /// </summary>
    private async Task PrepareAsync(int size, CancellationToken cancellationToken)
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

        [LoggerMessage(2, LogLevel.Warning, "Not all of the {Count} connections could be opened before they are needed: {Reason}", EventName = "PoolNotWarm")]
        public static partial void NotWarm(ILogger logger, int count, string reason);
    }
}

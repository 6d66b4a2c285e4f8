using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Migration.ServiceDefaults.Databases;

/// <summary>
/// Opens every connection of the pool and prepares a service's commonest read on each: before the first request, and again when connections were lost.
/// A burst that had to do that itself would wait for many sign-ins and plans at once, longer than a request has; callers that give up meanwhile take
/// their half-open connections with them, and the pool stays empty.
/// </summary>
public sealed partial class PoolWarmUp(NpgsqlDataSource database, PoolOpenings openings, TimeProvider time, ILogger<PoolWarmUp> logger) : BackgroundService
{
    /// <summary>An idle connection that is dead is found out by the first attempt, and replaced by the second.</summary>
    private const int MostAttempts = 3;

    /// <summary>A database that is slow, so that callers give up and lose connections, must not be asked on all of them without a break.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private Func<NpgsqlConnection, CancellationToken, Task>? _prepare;

    /// <summary>Fills the pool for the first time.</summary>
    /// <param name="prepare">Prepares a read on a connection; also on those that take the place of lost ones.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepare);

        _prepare = prepare;
        await FillAsync(prepare, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in openings.LossesAsync(stoppingToken))
        {
            var isFull = false;
            for (var attempt = 0; attempt < MostAttempts && !isFull; attempt++)
            {
                isFull = await FillAsync(_prepare!, stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <returns>Whether all connections are there.</returns>
    private async Task<bool> FillAsync(Func<NpgsqlConnection, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var size = new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize;
        openings.FillingBegins();
        try
        {
            await PrepareAsync(size, prepare, cancellationToken);
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

        [LoggerMessage(2, LogLevel.Warning, "Not all of the {Count} connections could be opened before they are needed: {Reason}", EventName = "PoolNotWarm")]
        public static partial void NotWarm(ILogger logger, int count, string reason);
    }
}

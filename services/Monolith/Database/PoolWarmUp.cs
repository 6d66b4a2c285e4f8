using Migration.Monolith.Listings;
using Npgsql;

namespace Migration.Monolith.Database;

/// <summary>
/// Opens every connection of the pool and prepares the commonest read on each. A first burst that had to do that itself would wait for
/// many sign-ins and plans at once, longer than a request that fell back has.
/// </summary>
internal sealed partial class PoolWarmUp(NpgsqlDataSource database, TimeProvider time, ILogger<PoolWarmUp> logger)
{
    private const int NoListing = 0;

    /// <summary>A statement is prepared on its second use, and used once prepared on its third.</summary>
    private const int Uses = 3;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var size = new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize;
        try
        {
            // All are asked for before the first is there, so that none is used twice.
            await Task.WhenAll(Enumerable.Range(0, size).Select(_ => PrepareAsync(cancellationToken)));
            var took = time.GetElapsedTime(started).TotalMilliseconds;
            LogWarm(logger, size, took);
        }
        catch (NpgsqlException failure)
        {
            // The server may allow fewer: the monolith works with those that it gets.
            LogNotWarm(logger, size, failure.Message);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var use = 0; use < Uses; use++)
        {
            await ListingReadStore.FindAsync(connection, NoListing, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Count} connections are open and know their statements after {Milliseconds:F0} ms")]
    private static partial void LogWarm(ILogger logger, int count, double milliseconds);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Not all of the {Count} connections could be opened beforehand: {Reason}")]
    private static partial void LogNotWarm(ILogger logger, int count, string reason);
}

using System.Text.Json;
using Migration.Listings.Telemetry;

namespace Migration.Listings.Search;

/// <summary>
/// Asks the index, and the database where the index cannot be asked: it is not configured, does not answer in time, or failed a moment ago.
/// </summary>
internal sealed partial class SearchService(
    DatabaseSearch database, SearchOptions options, ListingsMetrics metrics, TimeProvider time, ILogger<SearchService> logger, IndexSearch? index = null)
{
    private long _failedAt;
    private bool _isFailing;

    public async Task<FoundListings> FindAsync(ListingSearch search, DateTime deadline, CancellationToken cancellationToken)
        => await TryIndexAsync(node => timeout => node.FindAsync(search, timeout), deadline, cancellationToken)
            ?? await database.FindAsync(search, cancellationToken);

    public async Task<FoundListings> FindSimilarAsync(SimilarSearch search, DateTime deadline, CancellationToken cancellationToken)
        => await TryIndexAsync(node => async timeout => await node.FindSimilarAsync(search, timeout), deadline, cancellationToken)
            ?? await database.FindSimilarAsync(search, cancellationToken);

    private async Task<FoundListings?> TryIndexAsync(
        Func<IndexSearch, Func<CancellationToken, Task<FoundListings?>>> ask, DateTime deadline, CancellationToken cancellationToken)
    {
        if (index is null || (_isFailing && time.GetElapsedTime(Volatile.Read(ref _failedAt)) < options.Pause))
        {
            metrics.Searched("database");
            return null;
        }

        using var timeout = new CancellationTokenSource(TimeoutFor(deadline), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var found = await ask(index)(both.Token);
            _isFailing = false;
            metrics.Searched(found is null ? "database" : "index");
            return found;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Once a pause, not once a call.
            Volatile.Write(ref _failedAt, time.GetTimestamp());
            _isFailing = true;
            Log.IndexFailed(logger, failure.Message);
            metrics.Searched("database");
            return null;
        }
    }

    /// <summary>The other half of the caller's time is the database's.</summary>
    private TimeSpan TimeoutFor(DateTime deadline)
    {
        if (deadline == DateTime.MaxValue)
        {
            return options.QueryTimeout;
        }

        var half = (deadline - time.GetUtcNow().UtcDateTime) / 2;
        return half <= TimeSpan.Zero ? TimeSpan.Zero : half < options.QueryTimeout ? half : options.QueryTimeout;
    }

    private static partial class Log
    {
        [LoggerMessage(33, LogLevel.Warning, "The search node does not answer, the database stands in: {Reason}", EventName = "SearchStandsIn")]
        public static partial void IndexFailed(ILogger logger, string reason);
    }
}

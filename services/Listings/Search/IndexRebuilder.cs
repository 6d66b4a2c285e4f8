using System.Globalization;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>
/// Builds a new index beside the one in use and swaps them, while writes go on:
///   1. the lease is taken, so that every job goes to both indices; deletes go to the new one as tombstone documents, which a copy of an
///      older version cannot overwrite however late it comes
///   2. all listings are copied, each with its version, so that the newer one wins
///   3. one request moves the alias and removes the old index
///   4. the tombstones go
/// A worker writes to the new index first and to the alias second: whichever side of the swap that falls on, one of the two is the right one.
/// </summary>
internal sealed partial class IndexRebuilder(
    NpgsqlDataSource database, SearchClient search, IndexingQueue queue, TimeProvider time, ILogger<IndexRebuilder> logger)
{
    private readonly RebuildLease _lease = new(database);

    /// <summary>Test hook: called when the copy is whole and the swap is next.</summary>
    public Func<Task> BeforeSwapAsync { get; set; } = () => Task.CompletedTask;

    /// <exception cref="RebuildUnderWayException">Another one is under way.</exception>
    /// <exception cref="HttpRequestException">The search node failed; the old index stays as it is.</exception>
    public async Task<RebuildReport> RebuildAsync(int batchSize, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var token = await _lease.TakeAsync(cancellationToken);
        var index = search.IndexName(time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var isSwapped = false;
        try
        {
            await BeginAsync(index, cancellationToken);
            var (indexed, failed) = await CopyAsync(token, batchSize, cancellationToken);
            await BeforeSwapAsync();
            await _lease.RenewAsync(token, cancellationToken);
            await search.SwapAsync(index, await search.IndicesOfAsync(search.Alias, cancellationToken), cancellationToken);
            isSwapped = true;

            // What was refused stays due, and so does what was given up before.
            await queue.EnqueueAsync(failed.Keys, cancellationToken);
            await queue.ReplayAsync(cancellationToken);
            await _lease.EndAsync(token, cancellationToken);
            await RemoveTombstonesAsync(index, cancellationToken);
            Log.Rebuilt(logger, index, indexed, failed.Count);
            return new RebuildReport(indexed, failed.Count, time.GetElapsedTime(started), [.. failed.Select(Describe)]);
        }
        finally
        {
            if (!isSwapped)
            {
                await GiveUpAsync(token, index);
            }
        }
    }

    /// <summary>Sends the listings of one source to the index in use again; an index is not built for them alone.</summary>
    public async Task<RebuildReport> RefillAsync(string sourceType, int batchSize, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (indexed, failed) = await new IndexCopier(database, search).CopyAsync(search.Alias, sourceType, batchSize, cancellationToken);
        await queue.EnqueueAsync(failed.Keys, cancellationToken);
        return new RebuildReport(indexed, failed.Count, time.GetElapsedTime(started), [.. failed.Select(Describe)]);
    }

    private async Task BeginAsync(string index, CancellationToken cancellationToken)
    {
        // What a rebuild that died has left.
        foreach (var left in await search.IndicesOfAsync(search.NextAlias, cancellationToken))
        {
            await search.DeleteIndexAsync(left, cancellationToken);
        }

        await search.CreateIndexAsync(index, cancellationToken);
        await search.AddAliasAsync(index, search.NextAlias, cancellationToken);
    }

    private async Task<(int Indexed, Dictionary<long, string> Failed)> CopyAsync(Guid token, int batchSize, CancellationToken cancellationToken)
    {
        var copier = new IndexCopier(database, search) { BetweenBatchesAsync = cancelled => _lease.RenewAsync(token, cancelled) };
        var (indexed, failed) = await copier.CopyAsync(search.NextAlias, sourceType: null, batchSize, cancellationToken);
        return indexed > 0 || failed.Count == 0
            ? (indexed, failed)
            : throw new HttpRequestException($"the new index took none of {failed.Count} documents: {failed.Values.First()}");
    }

    private async Task RemoveTombstonesAsync(string index, CancellationToken cancellationToken)
    {
        while (true)
        {
            await search.RefreshAsync(index, cancellationToken);
            var hits = await search.SearchAsync(index, BulkRequest.FindTombstones, cancellationToken);
            if (hits.Ids.Count == 0)
            {
                return;
            }

            await search.BulkAsync(search.Alias, BulkRequest.RemoveTombstones(hits), cancellationToken);
        }
    }

    private async Task GiveUpAsync(Guid token, string index)
    {
        try
        {
            await _lease.EndAsync(token, CancellationToken.None);
            await search.DeleteIndexAsync(index, CancellationToken.None);
        }
        catch (Exception failure) when (failure is HttpRequestException or NpgsqlException or IOException or OperationCanceledException)
        {
            // The next rebuild clears what is left.
            Log.NotCleared(logger, index, failure.Message);
        }
    }

    private static string Describe(KeyValuePair<long, string> failed)
        => string.Create(CultureInfo.InvariantCulture, $"listing {failed.Key}: {failed.Value}");

    private static partial class Log
    {
        [LoggerMessage(34, LogLevel.Information, "Index {Index} built with {Count} listings, {Failed} refused", EventName = "IndexRebuilt")]
        public static partial void Rebuilt(ILogger logger, string index, int count, int failed);

        [LoggerMessage(35, LogLevel.Warning, "The index {Index} of a rebuild that was given up is left: {Reason}", EventName = "IndexNotCleared")]
        public static partial void NotCleared(ILogger logger, string index, string reason);
    }
}

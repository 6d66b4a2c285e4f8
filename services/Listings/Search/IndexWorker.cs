using System.Net;
using System.Text.Json;
using Migration.Listings.Database;
using Migration.Listings.Telemetry;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>
/// Drains the indexing queue into the search node. Nothing leaves the queue before the node has answered for it, so a crash, of either, means
/// that it is sent again, and the version makes sending twice harmless.
/// </summary>
internal sealed partial class IndexWorker(
    IndexingQueue queue,
    SearchClient search,
    IndexRebuilder rebuilder,
    NpgsqlDataSource database,
    DatabaseGate gate,
    ListingsMetrics metrics,
    TimeProvider time,
    ILogger<IndexWorker> logger) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken);
        await using var signal = new QueueSignal(database);
        var delay = FirstDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EnsureIndexAsync(stoppingToken);
                delay = FirstDelay;
                while (true)
                {
                    await signal.ListenAsync(stoppingToken);
                    await DrainAsync(stoppingToken);
                    metrics.Queue = await queue.MeasureAsync(stoppingToken);
                    await signal.WaitAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (IsOutOfReach(failure, stoppingToken))
            {
                // Once a pause, not once an attempt.
                if (delay == FirstDelay)
                {
                    Log.Paused(logger, failure.Message);
                }

                await Task.Delay(delay, time, stoppingToken);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestDelay.Ticks));
            }
        }
    }

    /// <summary>The alias comes last: who finds it knows that whatever the index lacks is queued.</summary>
    private async Task EnsureIndexAsync(CancellationToken cancellationToken)
    {
        var indices = await search.IndicesOfAsync(search.Alias, cancellationToken);
        if (indices.Count == 0)
        {
            await search.CreateIndexAsync(search.FirstIndex, cancellationToken);
            var queued = await queue.EnqueueAllAsync(cancellationToken);
            await search.AddAliasAsync(search.FirstIndex, search.Alias, cancellationToken);
            Log.IndexCreated(logger, queued);
        }
        else if (!indices.All(search.HasPresentSchema))
        {
            try
            {
                await rebuilder.RebuildAsync(BatchSize, cancellationToken);
            }
            catch (RebuildUnderWayException)
            {
                // Another instance does it; until then the old one serves.
            }
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (await queue.ClaimAsync(BatchSize, cancellationToken) is { Count: > 0 } jobs)
        {
            try
            {
                await SendAsync(jobs, cancellationToken);
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or JsonException)
            {
                // On the way out too, so that the next instance need not wait for the lease to end.
                await queue.ReleaseAsync(jobs, FirstDelay, CancellationToken.None);
                throw;
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<IndexJob> jobs, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (listings, isRebuilding) = await queue.ReadAsync(jobs, cancellationToken);
        var errors = new Dictionary<long, string>();
        if (isRebuilding)
        {
            await SendToNextAsync(jobs, listings, errors, cancellationToken);
        }

        var outcome = await search.BulkAsync(search.Alias, BulkRequest.Write(jobs, listings), cancellationToken);
        foreach (var (id, error) in outcome.Failed)
        {
            errors[id] = error;
        }

        var done = jobs.Where(job => !errors.ContainsKey(job.ListingId)).ToList();
        await queue.CompleteAsync(done, cancellationToken);
        metrics.Indexed("index", "completed", done.Count);
        if (errors.Count > 0)
        {
            var refused = jobs.Where(job => errors.ContainsKey(job.ListingId)).ToList();
            await queue.RetryAsync(refused, [.. refused.Select(job => errors[job.ListingId])], cancellationToken);
            metrics.Indexed("index", "failed", refused.Count);
            Log.DocumentsRefused(logger, refused.Count, refused[0].ListingId, errors[refused[0].ListingId]);
        }

        metrics.IndexedIn(time.GetElapsedTime(started));
    }

    /// <summary>Before the index in use, never after it: see <see cref="IndexRebuilder"/>.</summary>
    private async Task SendToNextAsync(
        IReadOnlyList<IndexJob> jobs,
        IReadOnlyDictionary<long, IndexedListing> listings,
        Dictionary<long, string> errors,
        CancellationToken cancellationToken)
    {
        try
        {
            var next = await search.BulkAsync(search.NextAlias, BulkRequest.Write(jobs, listings, withTombstones: true), cancellationToken);
            foreach (var (id, error) in next.Failed)
            {
                errors[id] = error;
            }
        }
        catch (HttpRequestException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            // It is not there yet, or is the index in use by now.
        }
    }

    /// <summary>What goes away by itself. An HttpClient that ran into its own timeout says so as a cancellation.</summary>
    private static bool IsOutOfReach(Exception failure, CancellationToken stoppingToken)
        => failure is HttpRequestException or NpgsqlException or JsonException or IOException
            || (failure is TaskCanceledException && !stoppingToken.IsCancellationRequested);

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Information, "Index created, {Count} listings queued for it", EventName = "IndexCreated")]
        public static partial void IndexCreated(ILogger logger, int count);

        [LoggerMessage(31, LogLevel.Warning, "Indexing pauses, it will be tried again: {Reason}", EventName = "IndexingPaused")]
        public static partial void Paused(ILogger logger, string reason);

        [LoggerMessage(32, LogLevel.Error, "The search node refused {Count} documents, among them {ListingId}: {Error}", EventName = "DocumentsRefused")]
        public static partial void DocumentsRefused(ILogger logger, int count, long listingId, string error);
    }
}

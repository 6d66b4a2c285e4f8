using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>The outbox: see <c>004_indexing_queue.sql</c> for the life of a row.</summary>
internal sealed class IndexingQueue(NpgsqlDataSource database)
{
    public const string Channel = "indexing_queue";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private const string ClaimSql = """
        update indexing_queue q
        set status = 'processing', available_at = now() + $2, updated_at = now()
        from (
            select listing_id from indexing_queue
            where status <> 'failed' and available_at <= now()
            order by available_at, listing_id
            limit $1
            for update skip locked
        ) due
        where q.listing_id = due.listing_id
        returning q.listing_id, q.version, q.revision
        """;

    /// <summary>A row that was queued anew while it was processed stays, and is due at once.</summary>
    private const string CompleteSql = """
        delete from indexing_queue q using unnest($1, $2) done (listing_id, revision)
        where q.listing_id = done.listing_id and q.revision = done.revision
        """;

    private const string RetrySql = """
        update indexing_queue q
        set retry_count = q.retry_count + 1,
            status = case when q.retry_count + 1 >= q.max_retries then 'failed' else 'pending' end,
            error_message = refused.error,
            available_at = now() + least(interval '200 milliseconds' * power(2, q.retry_count), interval '5 minutes'),
            updated_at = now()
        from unnest($1, $2, $3) refused (listing_id, revision, error)
        where q.listing_id = refused.listing_id and q.revision = refused.revision
        """;

    private const string ReleaseSql = """
        update indexing_queue q
        set status = 'pending', available_at = now() + $3, updated_at = now()
        from unnest($1, $2) released (listing_id, revision)
        where q.listing_id = released.listing_id and q.revision = released.revision
        """;

    private const string RebuildingSql = "select exists (select from index_rebuild where expires_at > now())";

    private const string EnqueueSql = $"with l as (select id, is_deleted, version from listings where id = any ($1) order by id) {QueueSql.Enqueue}";

    private const string ReplaySql = "select indexing_queue_replay()";

    private const string MeasureSql = """
        select count(*) filter (where status <> 'failed'), count(*) filter (where status = 'failed'),
            coalesce(greatest(now() - min(created_at) filter (where status <> 'failed'), interval '0'), interval '0')
        from indexing_queue
        """;

    private const string EnqueueAllSql = """
        insert into indexing_queue (listing_id, operation, version)
        select id, case when is_deleted then 'delete' else 'index' end, version from listings order by id
        on conflict (listing_id) do update
        set status = 'pending', revision = indexing_queue.revision + 1, retry_count = 0, error_message = null, available_at = now(), updated_at = now()
        """;

    /// <summary>Takes what is due, for the length of a lease; nobody else takes it meanwhile.</summary>
    public async Task<IReadOnlyList<IndexJob>> ClaimAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ClaimSql);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var jobs = new List<IndexJob>();
        while (await row.ReadAsync(cancellationToken))
        {
            jobs.Add(new IndexJob(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        }

        return jobs;
    }

    /// <summary>Reads the listings as they are now, whatever they were when they were queued; and whether an index is being built.</summary>
    public async Task<(IReadOnlyDictionary<long, IndexedListing> Listings, bool IsRebuilding)> ReadAsync(
        IReadOnlyList<IndexJob> jobs, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(RebuildingSql), new(ListingSql.ForIndex) } };
        batch.BatchCommands[1].Parameters.Add(Ids(jobs));
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var isRebuilding = row.GetBoolean(0);
        await row.NextResultAsync(cancellationToken);
        var listings = new Dictionary<long, IndexedListing>(jobs.Count);
        while (await row.ReadAsync(cancellationToken))
        {
            var indexed = IndexedListing.Read(row);
            listings[indexed.Listing.Id] = indexed;
        }

        return (listings, isRebuilding);
    }

    public async Task CompleteAsync(IReadOnlyList<IndexJob> jobs, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(CompleteSql);
        command.Parameters.Add(Ids(jobs));
        command.Parameters.Add(Revisions(jobs));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The node refused these documents: again later, and after too many times not until somebody replays them.</summary>
    public async Task RetryAsync(IReadOnlyList<IndexJob> jobs, IReadOnlyList<string> errors, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(RetrySql);
        command.Parameters.Add(Ids(jobs));
        command.Parameters.Add(Revisions(jobs));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. errors] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The node could not be asked, which is not the documents' fault and does not count against them.</summary>
    public async Task ReleaseAsync(IReadOnlyList<IndexJob> jobs, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReleaseSql);
        command.Parameters.Add(Ids(jobs));
        command.Parameters.Add(Revisions(jobs));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = delay });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>For a new, empty index.</summary>
    public async Task<int> EnqueueAllAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(EnqueueAllSql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task EnqueueAsync(IEnumerable<long> listingIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(EnqueueSql);
        command.Parameters.AddLongs(listingIds);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives the dead letters another chance; returns their number.</summary>
    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReplaySql);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<QueueState> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(MeasureSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new QueueState(row.GetInt64(0), row.GetInt64(1), row.GetTimeSpan(2));
    }

    private static NpgsqlParameter<long[]> Ids(IReadOnlyList<IndexJob> jobs) => new() { TypedValue = [.. jobs.Select(job => job.ListingId)] };

    private static NpgsqlParameter<long[]> Revisions(IReadOnlyList<IndexJob> jobs) => new() { TypedValue = [.. jobs.Select(job => job.Revision)] };
}

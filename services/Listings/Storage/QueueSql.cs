namespace Migration.Listings.Storage;

/// <summary>How a write puts its listing into the indexing queue: a part of its own statement, so of its own transaction.</summary>
internal static class QueueSql
{
    /// <summary>
    /// For a statement that has the changed row as <c>l</c>. A row that waits already is taken over: the worker reads the listing as it is when it
    /// sends it, and the revision tells a worker that has it under way to leave it in the queue.
    /// </summary>
    public const string Enqueue = """
        insert into indexing_queue (listing_id, operation, version)
            select id, case when is_deleted then 'delete' else 'index' end, version from l
            on conflict (listing_id) do update
            set operation = excluded.operation, version = greatest(excluded.version, indexing_queue.version), status = 'pending',
                revision = indexing_queue.revision + 1, retry_count = 0, error_message = null, available_at = now(), created_at = now(),
                updated_at = now()
        """;
}

using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>Sends all listings to an index, batch by batch in the order of their ids.</summary>
internal sealed class IndexCopier(NpgsqlDataSource database, SearchClient search)
{
    private const string BatchSql = $"""
        select {ListingSql.Columns}, l.version, l.source_type from listings l
        where l.id > $1 and not l.is_deleted and ($2::text is null or l.source_type = $2) order by l.id limit $3
        """;

    /// <summary>Called between two batches.</summary>
    public Func<CancellationToken, Task> BetweenBatchesAsync { get; init; } = _ => Task.CompletedTask;

    /// <returns>How many the index has now, and what it refused, by id.</returns>
    public async Task<(int Indexed, Dictionary<long, string> Failed)> CopyAsync(
        string alias, string? sourceType, int batchSize, CancellationToken cancellationToken)
    {
        var indexed = 0;
        var failed = new Dictionary<long, string>();
        var after = 0L;
        while (await ReadAsync(after, sourceType, batchSize, cancellationToken) is { Count: > 0 } batch)
        {
            // Equal versions too: this is how a document that was damaged in the index is made whole.
            var outcome = await search.BulkAsync(alias, BulkRequest.Copy(batch), cancellationToken);
            indexed += batch.Count - outcome.Failed.Count;
            foreach (var (id, error) in outcome.Failed)
            {
                failed[id] = error;
            }

            after = batch[^1].Listing.Id;
            await BetweenBatchesAsync(cancellationToken);
        }

        return (indexed, failed);
    }

    private async Task<IReadOnlyList<IndexedListing>> ReadAsync(
        long after, string? sourceType, int batchSize, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(BatchSql);
        command.Parameters.AddLong(after);
        command.Parameters.AddText(sourceType);
        command.Parameters.AddInt(batchSize);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var listings = new List<IndexedListing>(batchSize);
        while (await row.ReadAsync(cancellationToken))
        {
            listings.Add(IndexedListing.Read(row));
        }

        return listings;
    }
}

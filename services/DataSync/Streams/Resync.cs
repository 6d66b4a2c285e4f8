using System.Globalization;
using Migration.DataSync.Backfill;
using Migration.DataSync.Databases;
using Migration.DataSync.Mapping;
using Npgsql;
using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>
/// After the slot was lost: what the source changed meanwhile is not known, so all of it, as the new slot's snapshot has it, goes over the target's
/// rows, and what the snapshot has no more is deleted. The microservice's own changes have reached the monolith before that, and nobody writes: see
/// <see cref="Standstill"/>.
/// </summary>
internal sealed class Resync(DatabasePair databases, StreamDefinition stream, BackfillStatus status, int chunkSize)
{
    public async Task RunAsync(Applier applier, NpgsqlLogSequenceNumber start, string snapshot, CancellationToken cancellationToken)
    {
        await using var source = await StreamStart.SnapshotAsync(databases.Source, snapshot, cancellationToken);
        var refused = (await RefusedAsync("listings", cancellationToken), await RefusedAsync("listing_images", cancellationToken));
        await StageAsync(applier, source, CategoryMapping.Table, "true", cancellationToken);
        await applier.MergeAsync([CategoryMapping.Table], cancellationToken);
        long? after = DatabasePair.BeforeAllIds;
        while (after is { } from)
        {
            after = await BoundAsync(source, from, cancellationToken);
            await StageChunkAsync(applier, source, from, after, cancellationToken);
            await MergeChunkAsync(applier, from, after, refused, cancellationToken);
            status.Report(string.Create(CultureInfo.InvariantCulture, $"resynchronising: up to id {after}"));
        }

        await StageAsync(applier, source, FavoriteMapping.Table, "true", cancellationToken);
        await applier.RunAsync(
            [
                "update listings l set favorites_count = c.n from (select listing_id, count(*)::integer n from new_c2c_favorites group by 1) c where l.id = c.listing_id and l.favorites_count <> c.n",
                "update listings l set favorites_count = 0 where favorites_count <> 0 and not exists (select from new_c2c_favorites f where f.listing_id = l.id)",
                StreamStart.StartStatement(stream, start),
            ],
            cancellationToken);
        await applier.CommitAsync((ulong)start, cancellationToken);
    }

    private static Task StageAsync(Applier applier, NpgsqlConnection source, TableMapping table, string condition, CancellationToken cancellationToken)
        => applier.StageAsync(source, table, condition, cancellationToken);

    /// <summary>The end of the next chunk; null for the last, which has none.</summary>
    private async Task<long?> BoundAsync(NpgsqlConnection source, long after, CancellationToken cancellationToken)
        => await SyncSchema.ScalarAsync(
            source,
            string.Create(CultureInfo.InvariantCulture, $"select id::bigint from c2c_listings where id > {after} order by id offset {chunkSize - 1} limit 1"),
            cancellationToken) as long?;

    /// <summary>What the microservice has and the monolith had to refuse is not there, and yet was not deleted there.</summary>
    private async Task<string> RefusedAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = databases.Source.CreateCommand($"select coalesce(array_agg(source_id), array[]::bigint[])::text from sync_quarantine where source_table = '{table}'");
        return $"'{await command.ExecuteScalarAsync(cancellationToken)}'::bigint[]";
    }

    private static async Task StageChunkAsync(Applier applier, NpgsqlConnection source, long from, long? to, CancellationToken cancellationToken)
    {
        await StageAsync(applier, source, ListingMapping.Table, Range("t.id", from, to), cancellationToken);
        await StageAsync(applier, source, ImageMapping.Table, Range("t.listing_id", from, to), cancellationToken);
    }

    private static async Task MergeChunkAsync(Applier applier, long from, long? to, (string Listings, string Images) refused, CancellationToken cancellationToken)
    {
        await applier.RunAsync(
            [
                $"""
                insert into old_c2c_listings (id, _lsn) select l.id, '0/0' from listings l
                where {Range("l.id", from, to)} and not l.is_deleted and l.id <> all ({refused.Listings}) and not exists (select from new_c2c_listings n where n.id = l.id)
                """,
                $"""
                insert into old_c2c_images (id, listing_id, _lsn) select i.id, i.listing_id, '0/0' from listing_images i
                where {Range("i.listing_id", from, to)} and i.id <> all ({refused.Images}) and i.listing_id <> all ({refused.Listings})
                    and not exists (select from new_c2c_images n where n.id = i.id)
                """,
            ],
            cancellationToken);
        await applier.MergeAsync([ListingMapping.Table, ImageMapping.Table], cancellationToken);
    }

    private static string Range(string column, long from, long? to)
        => string.Create(CultureInfo.InvariantCulture, $"{column} > {from} and {column} <= {to ?? long.MaxValue}");
}

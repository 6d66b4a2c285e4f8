using System.Data;
using System.Globalization;
using Migration.DataSync.Databases;
using Migration.DataSync.Mapping;
using Migration.DataSync.Telemetry;
using Npgsql;

namespace Migration.DataSync.Backfill;

/// <summary>
/// Copies what the target does not hold yet, from one snapshot of the source: categories, then listings in chunks by id, each with its
/// images, and each chunk with the position it reaches. Interrupted anywhere it goes on from there.
/// </summary>
internal sealed class BackfillRun(DatabasePair databases, BackfillStatus status, DataSyncMetrics metrics, int chunkSize)
{
    /// <value>An exported snapshot of the source to read; one of the run's own without.</value>
    public string? Snapshot { get; init; }

    /// <value>What the rows written are marked with, so that they are not sent back.</value>
    public string? Origin { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Only one backfill works on a target at a time; a second instance waits, and then finds nothing to do.</summary>
    private const long BackfillLock = 0x4253_594E_4342_4B46;

    /// <exception cref="BackfillIncompleteException">The target lacks rows even after a pass over all of them.</exception>
    public async Task<BackfillReport> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var target = await databases.Target.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(target, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({BackfillLock})"), cancellationToken);
        try
        {
            await SyncSchema.EnsureAsync(target, cancellationToken);
            await using var source = await databases.Source.OpenConnectionAsync(cancellationToken);
            await ExecuteAsync(source, "begin transaction isolation level repeatable read read only", cancellationToken);
            if (Snapshot is not null)
            {
                await ExecuteAsync(source, $"set transaction snapshot '{Snapshot}'", cancellationToken);
            }

            if (Origin is not null)
            {
                await SyncSchema.EnsureOriginAsync(target, Origin, cancellationToken);
                await ExecuteAsync(target, $"select pg_replication_origin_session_setup('{Origin}')", cancellationToken);
            }

            var report = await CopyAsync(source, target, cancellationToken);
            await ExecuteAsync(source, "rollback", cancellationToken);
            return report;
        }
        finally
        {
            // A broken connection has lost its lock already.
            if (target.State == ConnectionState.Open)
            {
                await ExecuteAsync(target, "select pg_advisory_unlock_all()", CancellationToken.None);
                await ExecuteAsync(target, "select pg_replication_origin_session_reset() where pg_replication_origin_session_is_setup()", CancellationToken.None);
            }
        }
    }

    private async Task<BackfillReport> CopyAsync(NpgsqlConnection source, NpgsqlConnection target, CancellationToken cancellationToken)
    {
        var copy = new StagedCopy(source, target);
        await CopyCategoriesAsync(copy, target, cancellationToken);

        var position = await BackfillPosition.ReadAsync(target, ListingMapping.Table.Source, cancellationToken);
        var total = await TableCount.AboveAsync(source, position, cancellationToken);
        var copied = await CopyListingsAsync(copy, target, position, total, cancellationToken);
        var report = await CompareAsync(source, target, copied, cancellationToken);
        if (report.Missing > 0 && position > 0)
        {
            // Rows have come below the position: once more over all of them, those that are there stay as they are.
            copied += await CopyListingsAsync(copy, target, after: 0, report.SourceListings.Rows, cancellationToken);
            report = await CompareAsync(source, target, copied, cancellationToken);
        }

        return report.Missing > 0 ? throw new BackfillIncompleteException(report) : report;
    }

    private static async Task CopyCategoriesAsync(StagedCopy copy, NpgsqlConnection target, CancellationToken cancellationToken)
    {
        await using var transaction = await target.BeginTransactionAsync(cancellationToken);
        await copy.StageAsync(CategoryMapping.Table, "true", cancellationToken);
        await copy.ApplyAsync(CategoryMapping.Table, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<long> CopyListingsAsync(StagedCopy copy, NpgsqlConnection target, long after, long total, CancellationToken cancellationToken)
    {
        var (copied, began) = (0L, Time.GetTimestamp());
        while (true)
        {
            await using var transaction = await target.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(target, "set local migration.applying = 'on'", cancellationToken);
            var chunk = await copy.StageAsync(
                ListingMapping.Table,
                string.Create(CultureInfo.InvariantCulture, $"t.id > {after} order by t.id limit {chunkSize}"),
                cancellationToken);
            var isLast = chunk.Rows < chunkSize;
            var refused = await copy.ApplyAsync(ListingMapping.Table, cancellationToken);

            // Beyond the last listing too: an image without one goes to quarantine and not out of sight.
            var images = await copy.StageAsync(
                ImageMapping.Table,
                string.Create(CultureInfo.InvariantCulture, $"t.listing_id > {after} {(isLast ? "" : $"and t.listing_id <= {chunk.MaxId}")}"),
                cancellationToken);
            refused += await copy.ApplyAsync(ImageMapping.Table, cancellationToken);

            after = Math.Max(after, chunk.MaxId);
            await BackfillPosition.WriteAsync(target, ListingMapping.Table.Source, after, cancellationToken);
            await transaction.CommitAsync(cancellationToken);

            copied += chunk.Rows;
            metrics.Copied(chunk.Rows, images.Rows, refused);
            status.Report(new BackfillProgress(copied, total, Time.GetElapsedTime(began)));
            if (isLast)
            {
                return copied;
            }
        }
    }

    private static async Task<BackfillReport> CompareAsync(
        NpgsqlConnection source, NpgsqlConnection target, long copied, CancellationToken cancellationToken)
    {
        return new BackfillReport(
            copied,
            await TableCount.OfSourceAsync(source, "c2c_listings", cancellationToken),
            await TableCount.OfTargetAsync(target, "listings", "c2c_listings", cancellationToken),
            await TableCount.OfSourceAsync(source, "c2c_images", cancellationToken),
            await TableCount.OfTargetAsync(target, "listing_images", "c2c_images", cancellationToken));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using System.Data;
using System.Globalization;
using Migration.DataSync.Databases;
using Migration.DataSync.Mapping;
using Migration.DataSync.Telemetry;
using Npgsql;

namespace Migration.DataSync.Backfill;

/// <summary>
/// Copies what the target does not hold yet, from one snapshot of the source: categories, then listings in chunks by id, each with its
/// images, and each chunk with the position that it reaches. Interrupted anywhere it goes on from there.
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
            if (Origin is not null)
            {
                await SyncSchema.EnsureOriginAsync(target, Origin, cancellationToken);
            }

            await using var source = await databases.Source.OpenConnectionAsync(cancellationToken);
            await ExecuteAsync(source, "begin transaction isolation level repeatable read read only", cancellationToken);
            if (Snapshot is not null)
            {
                await ExecuteAsync(source, $"set transaction snapshot '{Snapshot}'", cancellationToken);
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
            }
        }
    }

    private async Task<BackfillReport> CopyAsync(NpgsqlConnection source, NpgsqlConnection target, CancellationToken cancellationToken)
    {
        await using var second = await databases.Target.OpenConnectionAsync(cancellationToken);
        await using var one = new BackfillSession(source, target, Origin);
        await using var other = new BackfillSession(source, second, Origin);
        await one.CopyCategoriesAsync(cancellationToken);

        var position = await BackfillPosition.ReadAsync(target, ListingMapping.Table.Source, cancellationToken);
        var total = await TableCount.AboveAsync(source, position, cancellationToken);
        var copied = await CopyListingsAsync([one, other], position, total, cancellationToken);
        var report = await CompareAsync(source, target, copied, cancellationToken);
        if (report.Missing > 0 && position != DatabasePair.BeforeAllIds)
        {
            // Rows have come below the position: once more over all of them, those that are there stay as they are.
            copied += await CopyListingsAsync([one, other], DatabasePair.BeforeAllIds, report.SourceListings.Rows, cancellationToken);
            report = await CompareAsync(source, target, copied, cancellationToken);
        }

        return report.Missing > 0 ? throw new BackfillIncompleteException(report) : report;
    }

    /// <summary>
    /// Sessions in turn: while some put their chunks where they belong, another takes the next one over. They commit in order, so that the position
    /// is never above a row that is not there. A chunk that must be judged beside others has none beside it, before or after: the two could wait for each
    /// other, the one in the database for a value that both have, the other here for its turn.
    /// </summary>
    private async Task<long> CopyListingsAsync(BackfillSession[] sessions, long after, long total, CancellationToken cancellationToken)
    {
        var (copied, began) = (0L, Time.GetTimestamp());
        var applying = Array.ConvertAll(sessions, _ => Task.CompletedTask);
        var (last, isAlone) = (Task.CompletedTask, false);
        try
        {
            for (var (turn, isLast) = (0, false); !isLast; turn = (turn + 1) % sessions.Length)
            {
                await applying[turn];
                var chunk = await sessions[turn].StageAsync(after, chunkSize, cancellationToken);
                last = applying[turn] = ApplyAsync(sessions[turn], chunk, last, isAlone || chunk.NeedsAllBefore);
                isAlone = chunk.NeedsAllBefore;
                (after, isLast) = (chunk.Last, chunk.IsLast);
            }

            await last;
            return copied;
        }
        finally
        {
            // The connections are in use until they have all ended.
#pragma warning disable VSTHRD003 // Begun here.
            await ((Task)Task.WhenAll(applying)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task ApplyAsync(BackfillSession session, StagedChunk chunk, Task before, bool waits)
        {
            if (waits)
            {
                await before;
            }

            var refused = await session.ApplyAsync(cancellationToken);
            await before;
#pragma warning restore VSTHRD003
            await session.CommitAsync(chunk, cancellationToken);
            copied += chunk.Listings;
            metrics.Copied(chunk.Listings, chunk.Images, refused);
            status.Report(new BackfillProgress(copied, total, Time.GetElapsedTime(began)));
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

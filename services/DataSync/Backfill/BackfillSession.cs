using System.Data;
using System.Globalization;
using Migration.DataSync.Mapping;
using Npgsql;

namespace Migration.DataSync.Backfill;

/// <summary>A session of the target that takes one chunk at a time: first as it is, then to where it belongs, in one transaction.</summary>
internal sealed class BackfillSession(NpgsqlConnection source, NpgsqlConnection target, string? origin) : IAsyncDisposable
{
    /// <summary>
    /// All that a chunk will need, at once: else a change of the schema that waits for a later chunk would keep a table from the earlier one, for which the
    /// later one waits without the server's knowing of it.
    /// </summary>
    private static readonly string Lock = $"lock table {CategoryMapping.Table.Targets[0].Name} in row share mode; lock table "
        + string.Join(", ", ListingMapping.Table.Targets.Concat(ImageMapping.Table.Targets).Select(table => table.Name).Distinct(StringComparer.Ordinal))
        + ", sync_quarantine, sync_backfill in row exclusive mode";

    private readonly StagedCopy _copy = new(source, target);
    private NpgsqlTransaction? _transaction;

    /// <summary>What comes after a listing, with its images. Nothing of the target is touched but this session's own tables.</summary>
    public async Task<StagedChunk> StageAsync(long after, int size, CancellationToken cancellationToken)
    {
        _transaction = await target.BeginTransactionAsync(cancellationToken);

        // To compile statements as wide as these does not pay for the rows of a chunk.
        await ExecuteAsync("set local migration.applying = 'on'; set local jit = off", cancellationToken);
        var listings = await _copy.StageAsync(
            ListingMapping.Table, string.Create(CultureInfo.InvariantCulture, $"t.id > {after} order by t.id limit {size}"), cancellationToken);
        var isLast = listings.Rows < size;

        // Beyond the last listing too: an image without one goes to quarantine and not out of sight.
        var images = await _copy.StageAsync(
            ImageMapping.Table,
            string.Create(CultureInfo.InvariantCulture, $"t.listing_id > {after} {(isLast ? "" : $"and t.listing_id <= {listings.MaxId}")}"),
            cancellationToken);
        return new StagedChunk(listings.Rows, images.Rows, Math.Max(after, listings.MaxId), isLast)
        {
            NeedsAllBefore = await _copy.NeedsOthersAsync(ListingMapping.Table, cancellationToken),
        };
    }

    /// <summary>Gives the number of rows that were refused. Other sessions may do the same with their chunks at the same time.</summary>
    public async Task<int> ApplyAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(Lock, cancellationToken);
        return await _copy.ApplyAsync(ListingMapping.Table, cancellationToken) + await _copy.ApplyAsync(ImageMapping.Table, cancellationToken);
    }

    /// <summary>Only once all chunks before it are committed.</summary>
    public async Task CommitAsync(StagedChunk chunk, CancellationToken cancellationToken)
    {
        await BackfillPosition.WriteAsync(target, ListingMapping.Table.Source, chunk.Last, cancellationToken);
        await CommitAsync(cancellationToken);
    }

    public async Task CopyCategoriesAsync(CancellationToken cancellationToken)
    {
        _transaction = await target.BeginTransactionAsync(cancellationToken);
        await _copy.StageAsync(CategoryMapping.Table, "true", cancellationToken);
        await _copy.ApplyAsync(CategoryMapping.Table, cancellationToken);
        await CommitAsync(cancellationToken);
    }

    /// <summary>The connection, which is not this object's, is as it was before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        if (target.State == ConnectionState.Open)
        {
            await LeaveNameAsync(CancellationToken.None);
        }
    }

    /// <summary>A transaction is marked by the name that its session has as it commits. Only one session at a time may have it: this one from here to the commit.</summary>
    private Task TakeNameAsync(CancellationToken cancellationToken)
        => origin is null ? Task.CompletedTask : ExecuteAsync($"select pg_replication_origin_session_setup('{origin}')", cancellationToken);

    private Task LeaveNameAsync(CancellationToken cancellationToken)
        => ExecuteAsync("select pg_replication_origin_session_reset() where pg_replication_origin_session_is_setup()", cancellationToken);

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        await TakeNameAsync(cancellationToken);
        await _transaction!.CommitAsync(cancellationToken);
        await _transaction.DisposeAsync();
        _transaction = null;
        await LeaveNameAsync(cancellationToken);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, target);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

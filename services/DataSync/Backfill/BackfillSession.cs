using System.Data;
using System.Globalization;
using Migration.DataSync.Mapping;
using Npgsql;

namespace Migration.DataSync.Backfill;

/// <summary>A session of the target that takes one chunk at a time: first as it is, then to where it belongs, in one transaction.</summary>
internal sealed class BackfillSession(NpgsqlConnection source, NpgsqlConnection target, string? origin) : IAsyncDisposable
{
    private readonly StagedCopy _copy = new(source, target);
    private NpgsqlTransaction? _transaction;

    /// <summary>What comes after a listing, with its images. Nothing of the target is touched but this session's own tables.</summary>
    public async Task<StagedChunk> StageAsync(long after, int size, CancellationToken cancellationToken)
    {
        _transaction = await target.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync("set local migration.applying = 'on'", cancellationToken);
        var listings = await _copy.StageAsync(
            ListingMapping.Table, string.Create(CultureInfo.InvariantCulture, $"t.id > {after} order by t.id limit {size}"), cancellationToken);
        var isLast = listings.Rows < size;

        // Beyond the last listing too: an image without one goes to quarantine and not out of sight.
        var images = await _copy.StageAsync(
            ImageMapping.Table,
            string.Create(CultureInfo.InvariantCulture, $"t.listing_id > {after} {(isLast ? "" : $"and t.listing_id <= {listings.MaxId}")}"),
            cancellationToken);
        return new StagedChunk(listings.Rows, images.Rows, Math.Max(after, listings.MaxId), isLast);
    }

    /// <summary>Gives the number of rows that were refused.</summary>
    public async Task<int> ApplyAsync(StagedChunk chunk, CancellationToken cancellationToken)
    {
        await TakeNameAsync(cancellationToken);
        var refused = await _copy.ApplyAsync(ListingMapping.Table, cancellationToken) + await _copy.ApplyAsync(ImageMapping.Table, cancellationToken);
        await BackfillPosition.WriteAsync(target, ListingMapping.Table.Source, chunk.Last, cancellationToken);
        await CommitAsync(cancellationToken);
        return refused;
    }

    public async Task CopyCategoriesAsync(CancellationToken cancellationToken)
    {
        _transaction = await target.BeginTransactionAsync(cancellationToken);
        await TakeNameAsync(cancellationToken);
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

    /// <summary>Only one session at a time may carry the name: this one from here to its commit.</summary>
    private Task TakeNameAsync(CancellationToken cancellationToken)
        => origin is null ? Task.CompletedTask : ExecuteAsync($"select pg_replication_origin_session_setup('{origin}')", cancellationToken);

    private Task LeaveNameAsync(CancellationToken cancellationToken)
        => ExecuteAsync("select pg_replication_origin_session_reset() where pg_replication_origin_session_is_setup()", cancellationToken);

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
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

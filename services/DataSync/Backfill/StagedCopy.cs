using Migration.DataSync.Mapping;
using Npgsql;

namespace Migration.DataSync.Backfill;

/// <summary>
/// One transaction's worth of a table: binary COPY out of the source straight into a staging table of the target, without looking at
/// a row here, then the mapping's statements in the target. Memory does not grow with the table.
/// </summary>
internal sealed class StagedCopy(NpgsqlConnection source, NpgsqlConnection target)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Stages the rows that the condition selects; gives their number and the highest key.</summary>
    public async Task<TableCount> StageAsync(TableMapping mapping, string condition, CancellationToken cancellationToken)
    {
        await ExecuteAsync(mapping.CreateStaging(), cancellationToken);
        await using (var from = await source.BeginRawBinaryCopyAsync(mapping.CopyOut(condition), cancellationToken))
        await using (var to = await target.BeginRawBinaryCopyAsync(mapping.CopyIn(), cancellationToken))
        {
            try
            {
                await from.CopyToAsync(to, BufferSize, cancellationToken);
            }
            catch
            {
                // Disposing would end the copy as if all rows had come.
                await to.CancelAsync();
                throw;
            }
        }

        await using var extent = new NpgsqlCommand(mapping.StagedExtent(), target);
        await using var row = await extent.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new TableCount(row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>Whether a staged row can only be judged beside all the others.</summary>
    public async Task<bool> NeedsOthersAsync(TableMapping mapping, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(mapping.StagedNeedOthers(), target);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Puts the refused rows aside and the others where they belong; gives the number of those refused.</summary>
    public async Task<int> ApplyAsync(TableMapping mapping, CancellationToken cancellationToken)
    {
        var refused = mapping.Refusals.Count == 0 ? 0 : await ExecuteAsync(mapping.Quarantine(), cancellationToken);
        foreach (var table in mapping.Targets)
        {
            await ExecuteAsync(mapping.Insert(table), cancellationToken);
        }

        return refused;
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, target);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

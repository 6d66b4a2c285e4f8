using System.Data;
using System.Globalization;
using Migration.DataSync.Databases;
using Migration.DataSync.Mapping;
using Npgsql;

namespace Migration.DataSync.Streams;

/// <summary>
/// The session that writes into a stream's target. One transaction of it holds any number of the source's, whole, with the position that they
/// reach; one of the source's that is too large for memory comes in several chunks, still in one transaction.
/// </summary>
internal sealed class Applier : IAsyncDisposable
{
    private readonly StreamDefinition _stream;
    private readonly NpgsqlConnection _target;
    private readonly Staging _staging;
    private readonly ClashDecision _decision;
    private readonly List<TableMerge> _merges;
    private readonly HashSet<string> _merged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _prepared = new(StringComparer.Ordinal);
    private NpgsqlTransaction? _transaction;
    private bool _isSmall;
    private int _uses;

    private Applier(StreamDefinition stream, NpgsqlConnection target)
    {
        _stream = stream;
        _target = target;
        _staging = new Staging(target);
        _decision = new ClashDecision(stream, target);
        _merges = [.. stream.Tables.Select(table => new TableMerge(table, stream.Side))];
    }

    /// <summary>
    /// Up to so many rows a plan that was made for a few of them is a good one, and to make it anew would take longer than to follow it.
    /// </summary>
    private const int SmallRows = 100;

    /// <summary>Statements differ by the columns that have changed: so many of them are kept prepared.</summary>
    private const int MostPrepared = 500;
    private const int PlanUses = 5_000;

    /// <summary>In the stream's order.</summary>
    public IReadOnlyList<TableMerge> Merges => _merges;

    public bool IsOpen => _transaction is not null;

    public static async Task<Applier> OpenAsync(StreamDefinition stream, CancellationToken cancellationToken)
    {
        // Not of the pool, which would hand a session with a name and settings to somebody else.
        var settings = new NpgsqlConnectionStringBuilder(stream.TargetConnectionString)
        {
            Pooling = false,
            ApplicationName = "datasync-apply",
            CommandTimeout = 0,
        };
        var target = new NpgsqlConnection(settings.ConnectionString);
        var applier = new Applier(stream, target);
        try
        {
            await target.OpenAsync(cancellationToken);
            await SyncSchema.EnsureOriginAsync(target, stream.Origin, cancellationToken);

            // What is confirmed to the source must not be lost by a crash of the target, however its server is set.
            await SyncSchema.ExecuteAsync(
                target,
                $"select pg_replication_origin_session_setup('{stream.Origin}'); set migration.applying = 'on'; set timezone = 'UTC'; set jit = off; "
                    + "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
                cancellationToken);
            await applier._staging.CreateAsync(stream.Source, stream.Tables, cancellationToken);
            return applier;
        }
        catch
        {
            await applier.DisposeAsync();
            throw;
        }
    }

    public async Task ApplyAsync(IReadOnlyList<TableChanges> changes, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await EmptyAsync(cancellationToken);
        foreach (var table in changes)
        {
            await _staging.WriteAsync(table, cancellationToken);
        }

        _isSmall = changes.Sum(table => table.Rows.Count) <= SmallRows;
        try
        {
            // What else is staged has been added by the merge itself, as new.
            var differences = changes.ToDictionary(table => table.Merge, table => table.Differences());
            await MergeAsync([.. differences.Keys.Select(merge => merge.Mapping)], merge => differences.GetValueOrDefault(merge, ChangedColumns.None), cancellationToken);
        }
        finally
        {
            _isSmall = false;
        }
    }

    /// <summary>Rows of the source as they are, in the session's snapshot, to be merged as if they were new.</summary>
    public async Task StageAsync(NpgsqlConnection source, TableMapping mapping, string condition, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await EmptyAsync(cancellationToken);
        await _staging.CopyAsync(source, mapping, condition, cancellationToken);
    }

    /// <summary>What was refused is judged again, as it was when it came last: the target's other rows may have changed, or the rules.</summary>
    public async Task ReplayAsync(CancellationToken cancellationToken)
    {
        await EmptyAsync(cancellationToken);
        await RunAsync(
            _merges.Where(merge => merge.Mapping.Refusals.Count > 0).Select(merge => merge.Mapping.Source).Select(table =>
                $"insert into new_{table} select p.* from sync_quarantine q cross join lateral jsonb_populate_record(null::new_{table}, q.source_row) p where q.source_table = '{table}'"),
            cancellationToken);
        await MergeAsync([.. _merges.Select(merge => merge.Mapping)], cancellationToken);
    }

    /// <summary>What is staged of these tables meets the target's rows.</summary>
    public Task MergeAsync(IReadOnlyList<TableMapping> tables, CancellationToken cancellationToken)
        => MergeAsync(tables, _ => ChangedColumns.Any, cancellationToken);

    /// <summary>Whatever else is to happen in the target in the same transaction.</summary>
    /// <returns>Those that have changed a row.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(_target, _transaction);
        var texts = statements.ToList();
        texts.ForEach(text => batch.BatchCommands.Add(new NpgsqlBatchCommand(text)));
        if (texts.Count == 0)
        {
            return [];
        }

        if (_isSmall && MayPrepare(texts))
        {
            await batch.PrepareAsync(cancellationToken);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        return [.. texts.Where((_, n) => batch.BatchCommands[n].RecordsAffected > 0)];
    }

    private async Task MergeAsync(IReadOnlyList<TableMapping> tables, Func<TableMerge, ChangedColumns> changed, CancellationToken cancellationToken)
    {
        var merges = _merges.Where(merge => tables.Contains(merge.Mapping) || tables.Any(table => string.Equals(table.Feeds, merge.Mapping.Source, StringComparison.Ordinal))).ToList();
        foreach (var merge in merges)
        {
            var done = await RunAsync(merge.Prepare(changed(merge)), cancellationToken);
            var clashes = done.Any(TableMerge.FindsClashes);
            if (clashes)
            {
                await _decision.DecideAsync(cancellationToken);
            }

            // A table that another one feeds may have got rows of which nobody knew before.
            var isFed = tables.Any(table => string.Equals(table.Feeds, merge.Mapping.Source, StringComparison.Ordinal));
            await RunAsync(merge.Apply(clashes, isFed || done.Any(TableMerge.Releases), changed(merge)), cancellationToken);
        }

        await RunAsync(merges.AsEnumerable().Reverse().SelectMany(merge => merge.Delete()).Concat(_stream.Finally), cancellationToken);
        _merged.UnionWith(merges.Select(merge => merge.Mapping.Source));
    }

    /// <summary>For the next chunk of the same transaction; its end empties them by itself.</summary>
    private async Task EmptyAsync(CancellationToken cancellationToken)
    {
        if (_merged.Count > 0)
        {
            await RunAsync(_merged.SelectMany(Staging.Empty), cancellationToken);
            _merged.Clear();
        }
    }

    /// <summary>Now and then they are planned anew: the target's tables may have grown since.</summary>
    private bool MayPrepare(List<string> texts)
    {
        if (++_uses > PlanUses)
        {
            _target.UnprepareAll();
            _prepared.Clear();
            _uses = 0;
        }

        if (_prepared.Count + texts.Count(text => !_prepared.Contains(text)) > MostPrepared)
        {
            return false;
        }

        _prepared.UnionWith(texts);
        return true;
    }

    /// <summary>The rows and the position, together or not at all.</summary>
    public async Task CommitAsync(ulong position, CancellationToken cancellationToken)
    {
        await RunAsync(
            [string.Create(
                CultureInfo.InvariantCulture,
                $"update sync_stream set applied_lsn = '{new NpgsqlTypes.NpgsqlLogSequenceNumber(position)}', applied_at = clock_timestamp() where stream = '{_stream.Side.Stream}'")],
            cancellationToken);
        await _transaction!.CommitAsync(cancellationToken);
        await _transaction.DisposeAsync();
        _transaction = null;
        _merged.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        // The server notices a closed session a little later; the next one may want the name before.
        if (_target.State == ConnectionState.Open)
        {
            await SyncSchema.ExecuteAsync(
                _target, "select pg_replication_origin_session_reset() where pg_replication_origin_session_is_setup()", CancellationToken.None);
        }

        await _target.DisposeAsync();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
        => _transaction ??= await _target.BeginTransactionAsync(cancellationToken);
}

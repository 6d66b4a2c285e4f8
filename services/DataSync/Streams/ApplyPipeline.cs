using Migration.DataSync.Decoding;
using Npgsql.Replication;
using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>
/// Applies what was read while the next is being read, one piece at a time and in order. The slot is told only of what the target has committed.
/// </summary>
internal sealed class ApplyPipeline(
    Applier applier, LogicalReplicationConnection replication, StreamStatus status, SemaphoreSlim turn, NpgsqlLogSequenceNumber position) : IAsyncDisposable
{
    private Task _work = Task.CompletedTask;
    private NpgsqlLogSequenceNumber _kept = position;
    private bool _hasTurn;

    public Applier Applier => applier;

    /// <summary>Waits for what is under way and says how it ended.</summary>
    public Task DrainedAsync()
    {
#pragma warning disable VSTHRD003 // Begun by this object.
        return _work;
#pragma warning restore VSTHRD003
    }

    /// <summary>Begins to apply the changes, once those before them are applied.</summary>
    public async Task ApplyAsync(IReadOnlyList<TableChanges> changes, int rows, CancellationToken cancellationToken)
    {
        await DrainedAsync();
        await TakeTurnAsync(cancellationToken);
        if (changes.Count > 0)
        {
            _work = Task.Run(() => WorkAsync(changes, rows, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Begins to commit, after the changes, all up to the end of a transaction of the source.</summary>
    /// <param name="end">That transaction's.</param>
    /// <param name="isKept">Whether the target is to write the position down though it may have nothing to apply.</param>
    /// <param name="cancellationToken">Leaves the target as it was.</param>
    public void Commit(TransactionEnd end, bool isKept, CancellationToken cancellationToken) => _work = CommitAsync(_work, end, isKept, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await DrainedAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Release();
    }

    private async Task WorkAsync(IReadOnlyList<TableChanges> changes, int rows, CancellationToken cancellationToken)
    {
        await applier.ApplyAsync(changes, cancellationToken);
        status.Applied(rows);
    }

    private async Task CommitAsync(Task before, TransactionEnd end, bool isKept, CancellationToken cancellationToken)
    {
#pragma warning disable VSTHRD003 // Begun by this object.
        await before;
#pragma warning restore VSTHRD003
        var replay = status.TakeReplay();
        if (replay is not null)
        {
            await TakeTurnAsync(cancellationToken);
            await applier.ReplayAsync(cancellationToken);
        }

        var reached = new NpgsqlLogSequenceNumber(end.Position);
        if (isKept || applier.IsOpen)
        {
            await applier.CommitAsync(end.Position, cancellationToken);
            _kept = reached;
        }

        replay?.TrySetResult();
        Release();

        // Sent by the connection's own timer: to send beside a read that ends just then would break it. Only what the target has written down: a target
        // that knows less than its slot has lost something (see StreamStart).
        replication.SetReplicationStatus(_kept);
        status.Reached(reached, end.CommittedAt);
    }

    /// <summary>One way writes at a time: a clash is then decided before the other way can meet it.</summary>
    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (!_hasTurn)
        {
            await turn.WaitAsync(cancellationToken);
            _hasTurn = true;
        }
    }

    private void Release()
    {
        if (_hasTurn)
        {
            _hasTurn = false;
            turn.Release();
        }
    }
}

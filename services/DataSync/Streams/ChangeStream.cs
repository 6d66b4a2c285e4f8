using System.Buffers.Binary;
using Migration.DataSync.Decoding;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;
using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>
/// Reads what the source commits and applies it to the target, in order. Several transactions are applied as one when more are waiting, so that a
/// backlog drains fast and a single change is there at once. The slot is told only of what the target has committed.
/// </summary>
internal sealed class ChangeStream(StreamDefinition stream, StreamStatus status, SemaphoreSlim turn, StreamOptions options) : IDisposable
{
    private readonly Dictionary<uint, TableChanges?> _tables = [];
    private readonly CancellationTokenSource _ending = new();
    private int _rows;
    private long _bytes;
    private bool _isApplied;
    private bool _isInTransaction;
    private bool _isSkipped;
    private ulong _begun;
    private TransactionEnd _end;
    private NpgsqlLogSequenceNumber _applied;
    private NpgsqlLogSequenceNumber _kept;
    private bool _hasTurn;

    public void Dispose() => _ending.Dispose();

    /// <summary>Ends only by cancellation or by an exception; after either, another one goes on where the target's position is.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var applier = await Applier.OpenAsync(stream, cancellationToken);

        // Not before: the session of a process that was killed may commit its last rows until this one has its name.
        _applied = await StreamPosition.ReadAsync(stream, cancellationToken)
            ?? throw new InvalidOperationException($"The stream '{stream.Side.Stream}' has no position: it has never been started.");
        _kept = _applied;
        await using var replication = await ReplicationConnections.OpenAsync(stream.SourceConnectionString, cancellationToken);
        var messages = replication.StartLogicalReplication(
            new PgOutputReplicationSlot(stream.Slot),
            _ending.Token,
            _applied,
            [
                new("proto_version", "1"),
                new("publication_names", stream.Slot),
                new("binary", "true"),
                new("messages", "true"),
            ]);
        status.Follows(_applied);
        await using var stop = cancellationToken.UnsafeRegister(ending => ((CancellationTokenSource)ending!).Cancel(), _ending);
        await using var reader = messages.GetAsyncEnumerator(_ending.Token);
        try
        {
            await FollowAsync(replication, applier, reader, cancellationToken);
        }
        finally
        {
            Release();
        }
    }

    private async Task FollowAsync(
        LogicalReplicationConnection replication, Applier applier, IAsyncEnumerator<XLogDataMessage> reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!await NextAsync(replication, applier, reader, cancellationToken))
            {
                return;
            }

            var message = new byte[(int)reader.Current.Data.Length];
            await reader.Current.Data.ReadExactlyAsync(message, cancellationToken);
            await HandleAsync(message, applier, cancellationToken);
            if (!_isInTransaction && _rows >= options.BatchRows)
            {
                await CommitAsync(replication, applier, cancellationToken);
            }
        }
    }

    /// <summary>While nothing more is waiting, what is here is committed.</summary>
    private async Task<bool> NextAsync(
        LogicalReplicationConnection replication, Applier applier, IAsyncEnumerator<XLogDataMessage> reader, CancellationToken cancellationToken)
    {
        var next = reader.MoveNextAsync().AsTask();
        if (!next.IsCompleted && !_isInTransaction)
        {
            try
            {
                await CommitAsync(replication, applier, cancellationToken);
            }
            catch
            {
                // A reader that is being read cannot be disposed of: it ends first.
                await _ending.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }

        return await next;
    }

    private async Task HandleAsync(byte[] message, Applier applier, CancellationToken cancellationToken)
    {
        switch (message[0])
        {
            case (byte)'B':
                _isInTransaction = true;
                _begun = BinaryPrimitives.ReadUInt64BigEndian(message.AsSpan(1));

                // A server that lost its own record of what was confirmed sends again what is here already.
                _isSkipped = _begun < (ulong)_applied;
                break;
            case (byte)'O':
                _isSkipped |= TransactionOrigin.Read(message).StartsWith(StreamDefinition.OriginPrefix, StringComparison.Ordinal);
                break;
            case (byte)'R':
                await DescribeAsync(Relation.Read(message), applier, cancellationToken);
                break;
            case (byte)'I' or (byte)'U' or (byte)'D' when !_isSkipped:
                await AddAsync(message, applier, cancellationToken);
                break;
            case (byte)'T' when !_isSkipped:
                await TruncateAsync(Truncation.Read(message), applier, cancellationToken);
                break;
            case (byte)'M':
                // A heartbeat: nothing to apply, but the position is to be known.
                _isApplied = true;
                break;
            case (byte)'C':
                _isInTransaction = false;
                _end = TransactionEnd.Read(message);
                break;
        }
    }

    private async Task DescribeAsync(Relation relation, Applier applier, CancellationToken cancellationToken)
    {
        if (_rows > 0 && _tables.ContainsKey(relation.Oid))
        {
            await ApplyAsync(applier, cancellationToken);
        }

        var merge = applier.Merges.FirstOrDefault(merge => string.Equals(merge.Mapping.Source, relation.Name, StringComparison.Ordinal));
        _tables[relation.Oid] = merge is null ? null : new TableChanges(relation, merge, stream.IgnoredColumns);
    }

    private async Task AddAsync(byte[] message, Applier applier, CancellationToken cancellationToken)
    {
        var change = RowChange.Read(message);
        if (_tables[change.RelationOid] is not { } table)
        {
            return;
        }

        if (_bytes >= options.BatchBytes || _rows >= options.ChunkRows)
        {
            await ApplyAsync(applier, cancellationToken);
        }

        while (!table.TryAdd(change, _begun))
        {
            await ApplyAsync(applier, cancellationToken);
        }

        _rows++;
        _bytes += message.Length;
    }

    private async Task TruncateAsync(uint[] oids, Applier applier, CancellationToken cancellationToken)
    {
        await ApplyAsync(applier, cancellationToken);
        var truncated = oids.Select(oid => _tables.GetValueOrDefault(oid)).OfType<TableChanges>().ToList();
        await applier.RunAsync(
            stream.Tables.Where(table => truncated.Any(changes => ReferenceEquals(changes.Merge.Mapping, table))).Reverse().SelectMany(table => table.Truncates),
            cancellationToken);
        _isApplied = true;
    }

    private async Task ApplyAsync(Applier applier, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken);
        var changes = _tables.Values.OfType<TableChanges>().Where(table => table.Rows.Count > 0).ToList();
        if (changes.Count > 0)
        {
            await applier.ApplyAsync(changes, cancellationToken);
            status.Applied(_rows);
            changes.ForEach(table => table.Clear());
        }

        _isApplied |= _rows > 0;
        (_rows, _bytes) = (0, 0);
    }

    private async Task CommitAsync(LogicalReplicationConnection replication, Applier applier, CancellationToken cancellationToken)
    {
        if (_end.Position <= (ulong)_applied)
        {
            return;
        }

        if (_rows > 0)
        {
            await ApplyAsync(applier, cancellationToken);
        }

        if (status.TakeReplay() is { } replay)
        {
            await TakeTurnAsync(cancellationToken);
            await applier.ReplayAsync(cancellationToken);
            await applier.CommitAsync(_end.Position, cancellationToken);
            replay.TrySetResult();
            _kept = new NpgsqlLogSequenceNumber(_end.Position);
        }
        else if (_isApplied || applier.IsOpen)
        {
            await applier.CommitAsync(_end.Position, cancellationToken);
            _kept = new NpgsqlLogSequenceNumber(_end.Position);
        }

        _isApplied = false;

        Release();
        _applied = new NpgsqlLogSequenceNumber(_end.Position);

        // Sent by the connection's own timer: to send beside a read that ends just then would break it. Only what the target has written down: a target
        // that knows less than its slot has lost something (see StreamStart).
        replication.SetReplicationStatus(_kept);
        status.Reached(_applied, _end.CommittedAt);
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

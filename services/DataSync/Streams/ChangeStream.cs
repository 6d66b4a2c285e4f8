using System.Buffers.Binary;
using Migration.DataSync.Decoding;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;

namespace Migration.DataSync.Streams;

/// <summary>
/// Reads what the source commits and applies it to the target, in order. Several transactions are applied as one when more are waiting, so that a
/// backlog drains fast and a single change is there at once.
/// </summary>
internal sealed class ChangeStream(StreamDefinition stream, StreamStatus status, SemaphoreSlim turn, StreamOptions options) : IDisposable
{
    private readonly Dictionary<uint, TableChanges?> _tables = [];
    private readonly CancellationTokenSource _ending = new();
    private int _rows;
    private long _bytes;
    private bool _isKept;
    private bool _isInTransaction;
    private bool _isSkipped;
    private ulong _begun;
    private ulong _committed;
    private TransactionEnd _end;

    public void Dispose() => _ending.Dispose();

    /// <summary>Ends only by cancellation or by an exception; after either, another one goes on where the target's position is.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var applier = await Applier.OpenAsync(stream, cancellationToken);

        // Not before: the session of a process that was killed may commit its last rows until this one has its name.
        var position = await StreamPosition.ReadAsync(stream, cancellationToken)
            ?? throw new InvalidOperationException($"The stream '{stream.Side.Stream}' has no position: it has never been started.");
        _committed = (ulong)position;
        await using var replication = await ReplicationConnections.OpenAsync(stream.SourceConnectionString, cancellationToken);

        // Whatever the slot has been told: of transactions that ended before the position the server sends none.
        var messages = replication.StartLogicalReplication(
            new PgOutputReplicationSlot(stream.Slot),
            _ending.Token,
            position,
            [
                new("proto_version", "1"),
                new("publication_names", stream.Slot),
                new("binary", "true"),
                new("messages", "true"),
            ]);
        status.Follows(position);
        await using var stop = cancellationToken.UnsafeRegister(ending => ((CancellationTokenSource)ending!).Cancel(), _ending);
        await using var reader = messages.GetAsyncEnumerator(_ending.Token);
        await using var pipeline = new ApplyPipeline(applier, replication, status, turn, position);
        await FollowAsync(pipeline, reader, cancellationToken);
    }

    private async Task FollowAsync(ApplyPipeline pipeline, IAsyncEnumerator<XLogDataMessage> reader, CancellationToken cancellationToken)
    {
        while (await NextAsync(pipeline, reader, cancellationToken))
        {
            var message = new byte[(int)reader.Current.Data.Length];
            await reader.Current.Data.ReadExactlyAsync(message, cancellationToken);
            await HandleAsync(message, pipeline, cancellationToken);
            if (!_isInTransaction && _rows >= options.BatchRows)
            {
                await CommitAsync(pipeline, cancellationToken);
            }
        }
    }

    /// <summary>While nothing more is waiting, what is here is committed.</summary>
    private async Task<bool> NextAsync(ApplyPipeline pipeline, IAsyncEnumerator<XLogDataMessage> reader, CancellationToken cancellationToken)
    {
        var next = reader.MoveNextAsync().AsTask();
        if (!next.IsCompleted && !_isInTransaction)
        {
            try
            {
                await CommitAsync(pipeline, cancellationToken);
                await pipeline.DrainedAsync();
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

    private async Task HandleAsync(byte[] message, ApplyPipeline pipeline, CancellationToken cancellationToken)
    {
        switch (message[0])
        {
            case (byte)'B':
                _isInTransaction = true;
                _begun = BinaryPrimitives.ReadUInt64BigEndian(message.AsSpan(1));
                _isSkipped = false;
                break;
            case (byte)'O':
                _isSkipped = TransactionOrigin.Read(message).StartsWith(StreamDefinition.OriginPrefix, StringComparison.Ordinal);
                break;
            case (byte)'R':
                await DescribeAsync(Relation.Read(message), pipeline, cancellationToken);
                break;
            case (byte)'I' or (byte)'U' or (byte)'D' when !_isSkipped:
                await AddAsync(message, pipeline, cancellationToken);
                break;
            case (byte)'T' when !_isSkipped:
                await TruncateAsync(Truncation.Read(message), pipeline, cancellationToken);
                break;
            case (byte)'M':
                // A heartbeat: nothing to apply, but the position is to be known.
                _isKept = true;
                break;
            case (byte)'C':
                _isInTransaction = false;
                _end = TransactionEnd.Read(message);
                break;
        }
    }

    private async Task DescribeAsync(Relation relation, ApplyPipeline pipeline, CancellationToken cancellationToken)
    {
        if (_rows > 0 && _tables.ContainsKey(relation.Oid))
        {
            await ApplyAsync(pipeline, cancellationToken);
        }

        var merge = pipeline.Applier.Merges.FirstOrDefault(merge => string.Equals(merge.Mapping.Source, relation.Name, StringComparison.Ordinal));
        _tables[relation.Oid] = merge is null ? null : new TableChanges(relation, merge, stream.IgnoredColumns);
    }

    private async Task AddAsync(byte[] message, ApplyPipeline pipeline, CancellationToken cancellationToken)
    {
        var change = RowChange.Read(message);
        if (_tables[change.RelationOid] is not { } table)
        {
            return;
        }

        if (_bytes >= options.BatchBytes || _rows >= options.ChunkRows)
        {
            await ApplyAsync(pipeline, cancellationToken);
        }

        while (!table.TryAdd(change, _begun))
        {
            await ApplyAsync(pipeline, cancellationToken);
        }

        _rows++;
        _bytes += message.Length;
    }

    private async Task TruncateAsync(uint[] oids, ApplyPipeline pipeline, CancellationToken cancellationToken)
    {
        await ApplyAsync(pipeline, cancellationToken);
        await pipeline.DrainedAsync();
        var truncated = oids.Select(oid => _tables.GetValueOrDefault(oid)).OfType<TableChanges>().ToList();
        await pipeline.Applier.RunAsync(
            stream.Tables.Where(table => truncated.Any(changes => ReferenceEquals(changes.Merge.Mapping, table))).Reverse().SelectMany(table => table.Truncates),
            cancellationToken);
        _isKept = true;
    }

    /// <summary>What is here goes to the target, while more is read.</summary>
    private async Task ApplyAsync(ApplyPipeline pipeline, CancellationToken cancellationToken)
    {
        await pipeline.ApplyAsync([.. _tables.Values.OfType<TableChanges>().Where(table => table.Rows.Count > 0).Select(table => table.Detach())], _rows, cancellationToken);
        _isKept |= _rows > 0;
        (_rows, _bytes) = (0, 0);
    }

    private async Task CommitAsync(ApplyPipeline pipeline, CancellationToken cancellationToken)
    {
        if (_end.Position <= _committed)
        {
            return;
        }

        if (_rows > 0)
        {
            await ApplyAsync(pipeline, cancellationToken);
        }

        pipeline.Commit(_end, _isKept, cancellationToken);
        _committed = _end.Position;
        _isKept = false;
    }
}

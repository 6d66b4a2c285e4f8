using Google.Protobuf;
using Migration.Listings.Database;
using Npgsql;

namespace Migration.Listings.Storage;

/// <summary>
/// Runs a write in a transaction: the change, its place in the indexing queue, and the answer under its key commit together or not at all.
/// Of two writes with one key the second waits for the first one's end, and then finds its answer, or does the work that the first
/// did not.
/// </summary>
internal sealed class WriteRunner(NpgsqlDataSource database, DatabaseGate gate)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    private const string LockKeySql = "select pg_advisory_xact_lock(hashtextextended($1, $2))";

    private const string FindKeySql = """
        select request_hash, response from idempotency_keys
        where user_id = $1 and method = $2 and key = $3 and created_at > now() - $4
        """;

    private const string KeepKeySql = """
        insert into idempotency_keys (user_id, method, key, request_hash, response) values ($1, $2, $3, $4, $5)
        on conflict (user_id, method, key) do update
        set request_hash = excluded.request_hash, response = excluded.response, created_at = excluded.created_at
        """;

    /// <exception cref="WriteKeyReusedException">The key belongs to another request.</exception>
    public async Task<WriteResult<TResponse>> RunAsync<TResponse>(
        WriteKey? key, Func<NpgsqlConnection, CancellationToken, Task<TResponse>> change, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        gate.ThrowIfClosed();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (key is not null && await FindAsync<TResponse>(connection, key, cancellationToken) is { } earlier)
        {
            return new WriteResult<TResponse>(earlier, IsRepeat: true);
        }

        var response = await change(connection, cancellationToken);
        if (key is not null)
        {
            await KeepAsync(connection, key, response, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new WriteResult<TResponse>(response, IsRepeat: false);
    }

    private static async Task<TResponse?> FindAsync<TResponse>(NpgsqlConnection connection, WriteKey key, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        // Two statements in one round trip: the second takes its snapshot when the lock is there, so it sees what the first write committed.
        await using var batch = new NpgsqlBatch(connection);
        var locking = new NpgsqlBatchCommand(LockKeySql);
        locking.Parameters.AddText($"{key.Method} {key.Key}");
        locking.Parameters.AddLong(key.UserId);
        batch.BatchCommands.Add(locking);
        var finding = new NpgsqlBatchCommand(FindKeySql);
        AddName(finding.Parameters, key);
        finding.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = KeyLifetime });
        batch.BatchCommands.Add(finding);

        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        var hash = await row.GetFieldValueAsync<byte[]>(0, cancellationToken);
        if (!hash.AsSpan().SequenceEqual(key.RequestHash))
        {
            throw new WriteKeyReusedException();
        }

        var response = new TResponse();
        response.MergeFrom(await row.GetFieldValueAsync<byte[]>(1, cancellationToken));
        return response;
    }

    private static async Task KeepAsync(NpgsqlConnection connection, WriteKey key, IMessage response, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(KeepKeySql, connection);
        AddName(command.Parameters, key);
        command.Parameters.AddBytes(key.RequestHash);
        command.Parameters.AddBytes(response.ToByteArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddName(NpgsqlParameterCollection parameters, WriteKey key)
    {
        parameters.AddLong(key.UserId);
        parameters.AddText(key.Method);
        parameters.AddText(key.Key);
    }
}

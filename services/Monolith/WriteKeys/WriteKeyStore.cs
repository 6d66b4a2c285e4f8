using Migration.Monolith.Database;
using Migration.Monolith.Problems;
using Migration.TrafficRouter.Http;
using Npgsql;
using NpgsqlTypes;

namespace Migration.Monolith.WriteKeys;

/// <summary>The keys of writes, kept for 24 hours, in the transaction of the write itself.</summary>
internal static class WriteKeyStore
{
    /// <summary>
    /// Takes the key for this transaction, or returns the answer that was given before. Whoever holds the key in a transaction
    /// that is still running is waited for.
    /// </summary>
    /// <exception cref="ProblemException">The key was used for another request.</exception>
    public static async Task<string?> ClaimAsync(NpgsqlConnection connection, WriteKey key, CancellationToken cancellationToken)
    {
        const string Claim = """
            insert into idempotency_keys (user_id, method, key, request_hash) values ($1, $2, $3, $4)
            on conflict (user_id, method, key) do update
                set request_hash = excluded.request_hash, answer = null, created_at = clock_timestamp()
                where idempotency_keys.created_at < clock_timestamp() - interval '24 hours'
            returning true
            """;
        await RemoveExpiredAsync(connection, cancellationToken);
        await using (var claim = new NpgsqlCommand(Claim, connection))
        {
            Bind(claim.Parameters, key).Typed(key.RequestHash, NpgsqlDbType.Bytea);
            if (await claim.ExecuteScalarAsync(cancellationToken) is true)
            {
                return null;
            }
        }

        await using var find = new NpgsqlCommand(
            "select request_hash, answer from idempotency_keys where user_id = $1 and method = $2 and key = $3", connection);
        Bind(find.Parameters, key);
        await using var row = await find.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (await row.GetFieldValueAsync<byte[]>(0, cancellationToken)).AsSpan().SequenceEqual(key.RequestHash)
            ? row.GetString(1)
            : throw ProblemException.Invalid(RoutingHeaders.IdempotencyKey, key.Key, "was used for another request within the last 24 hours");
    }

    public static async Task KeepAsync(NpgsqlConnection connection, WriteKey key, string answer, CancellationToken cancellationToken)
    {
        await using var keep = new NpgsqlCommand(
            "update idempotency_keys set answer = $4 where user_id = $1 and method = $2 and key = $3", connection);
        Bind(keep.Parameters, key).Text(answer);
        await keep.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Each claim takes a few of the expired ones away, so that nobody has to.</summary>
    private static async Task RemoveExpiredAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Remove = """
            delete from idempotency_keys where (user_id, method, key) in (
                select user_id, method, key from idempotency_keys
                where created_at < clock_timestamp() - interval '24 hours' limit 10 for update skip locked)
            """;
        await using var remove = new NpgsqlCommand(Remove, connection);
        await remove.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameterCollection Bind(NpgsqlParameterCollection parameters, WriteKey key)
        => parameters.Typed((long)key.UserId, NpgsqlDbType.Bigint).Text(key.Method).Text(key.Key);
}

using Npgsql;

namespace Migration.Listings.Search;

/// <summary>
/// The row that says that an index is being built. While it is there and not expired, every worker of every instance sends its jobs to
/// the new index too.
/// </summary>
internal sealed class RebuildLease(NpgsqlDataSource database)
{
    private const string TakeSql = """
        insert into index_rebuild (token, expires_at) values ($1, now() + $2)
        on conflict (only_one) do update set token = excluded.token, started_at = now(), expires_at = excluded.expires_at
        where index_rebuild.expires_at <= now()
        """;

    private const string RenewSql = "update index_rebuild set expires_at = now() + $2 where token = $1 and expires_at > now()";
    private const string EndSql = "delete from index_rebuild where token = $1";

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <exception cref="RebuildUnderWayException">Somebody else has it.</exception>
    public async Task<Guid> TakeAsync(CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        return await ExecuteAsync(TakeSql, token, withLength: true, cancellationToken) ? token : throw new RebuildUnderWayException();
    }

    /// <exception cref="RebuildLostException">It had expired.</exception>
    public async Task RenewAsync(Guid token, CancellationToken cancellationToken)
    {
        if (!await ExecuteAsync(RenewSql, token, withLength: true, cancellationToken))
        {
            throw new RebuildLostException();
        }
    }

    public Task EndAsync(Guid token, CancellationToken cancellationToken) => ExecuteAsync(EndSql, token, withLength: false, cancellationToken);

    private async Task<bool> ExecuteAsync(string sql, Guid token, bool withLength, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = token });
        if (withLength)
        {
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Length });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}

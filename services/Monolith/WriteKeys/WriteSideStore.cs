using Migration.Monolith.Database;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.WriteSides;
using Npgsql;
using NpgsqlTypes;

namespace Migration.Monolith.WriteKeys;

/// <summary>The claims in <c>write_sides</c>, which every instance sees.</summary>
internal sealed class WriteSideStore(NpgsqlDataSource database) : IWriteSides
{
    public async ValueTask<WriteClaim> ClaimAsync(WriteScope scope, Side side, CancellationToken cancellationToken)
    {
        // The claim that is there is updated to itself, so that it comes back; xmax tells the two apart.
        const string Claim = """
            with expired as (
                delete from write_sides where (user_id, operation, key) in (
                    select user_id, operation, key from write_sides
                    where claimed_at < clock_timestamp() - interval '24 hours' and (user_id, operation, key) <> ($1, $2, $3)
                    limit 10 for update skip locked))
            insert into write_sides as w (user_id, operation, key, side) values ($1, $2, $3, $4)
            on conflict (user_id, operation, key) do update set
                side = case when w.claimed_at < clock_timestamp() - interval '24 hours' then excluded.side else w.side end,
                claimed_at = case when w.claimed_at < clock_timestamp() - interval '24 hours' then excluded.claimed_at else w.claimed_at end
            returning side, xmax = 0 or claimed_at >= statement_timestamp()
            """;
        await using var command = database.CreateCommand(Claim);
        Bind(command.Parameters, scope).Text(side.ToWord());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new WriteClaim(SideNames.TryParse(row.GetString(0), out var claimed) ? claimed : side, row.GetBoolean(1));
    }

    public async ValueTask MoveToMonolithAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "update write_sides set side = 'monolith' where user_id = $1 and operation = $2 and key = $3");
        Bind(command.Parameters, scope);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameterCollection Bind(NpgsqlParameterCollection parameters, WriteScope scope)
        => parameters.Typed(scope.UserId, NpgsqlDbType.Bigint).Text(scope.Operation).Text(scope.Key);
}

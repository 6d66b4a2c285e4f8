using Npgsql;

namespace Migration.Monolith.Routing;

/// <summary>The users that a dry run asks about.</summary>
internal sealed class KnownUsers(NpgsqlDataSource database)
{
    public async Task<IReadOnlyCollection<long>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select id::bigint from users");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var users = new List<long>();
        while (await row.ReadAsync(cancellationToken))
        {
            users.Add(row.GetInt64(0));
        }

        return users;
    }
}

using Npgsql;

namespace Migration.Monolith.Auth;

internal sealed class TestUserStore(NpgsqlDataSource database)
{
    public async Task<TestUser?> FindAsync(int id, CancellationToken cancellationToken)
        => (await FindAsync("id = $1", new NpgsqlParameter<int> { TypedValue = id }, cancellationToken)).SingleOrDefault();

    public async Task<TestUser?> FindAsync(string email, CancellationToken cancellationToken)
        => (await FindAsync("email = $1", new NpgsqlParameter<string> { TypedValue = email }, cancellationToken)).SingleOrDefault();

    /// <summary>Those of them that are known.</summary>
    public Task<IReadOnlyList<TestUser>> FindAsync(IEnumerable<int> ids, CancellationToken cancellationToken)
        => FindAsync("id = any($1)", new NpgsqlParameter<int[]> { TypedValue = [.. ids] }, cancellationToken);

    private async Task<IReadOnlyList<TestUser>> FindAsync(string condition, NpgsqlParameter key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select id, email, role from users where {condition}");
        command.Parameters.Add(key);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<TestUser>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new TestUser(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }

        return found;
    }
}

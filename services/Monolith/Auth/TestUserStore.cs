using Npgsql;

namespace Migration.Monolith.Auth;

internal sealed class TestUserStore(NpgsqlDataSource database)
{
    public Task<TestUser?> FindAsync(int id, CancellationToken cancellationToken)
        => FindAsync("id = $1", new NpgsqlParameter<int> { TypedValue = id }, cancellationToken);

    public Task<TestUser?> FindAsync(string email, CancellationToken cancellationToken)
        => FindAsync("email = $1", new NpgsqlParameter<string> { TypedValue = email }, cancellationToken);

    private async Task<TestUser?> FindAsync(string condition, NpgsqlParameter key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select id, email, role from users where {condition}");
        command.Parameters.Add(key);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new TestUser(reader.GetInt32(0), reader.GetString(1), reader.GetString(2))
            : null;
    }
}

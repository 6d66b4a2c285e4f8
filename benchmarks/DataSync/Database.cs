using Npgsql;

namespace Migration.DataSync.Benchmarks;

/// <summary>A database, and how to ask it something.</summary>
internal sealed class Database(string connectionString)
{
    public string ConnectionString => connectionString;

    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(connectionString);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Default where there is nothing.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task UntilAsync(string sql, TimeSpan pause)
    {
        while (!await ScalarAsync<bool>(sql))
        {
            await Task.Delay(pause);
        }
    }
}

using Npgsql;

namespace Migration.TestSupport;

/// <summary>A database that lives as long as this object.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const int GoneWithinMilliseconds = 5000;

    private readonly string _server;

    public TestDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, IncludeErrorDetail = true }.ConnectionString;
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is DBNull or null ? default! : (T)value;
    }

    /// <summary>Nobody gets in any more, and whoever is in is thrown out: what a crashed or unreachable server looks like.</summary>
    public Task TakeAwayAsync() => OnServerAsync(
        $"alter database {Name} with allow_connections false",
        $"select pg_terminate_backend(pid, {GoneWithinMilliseconds}) from pg_stat_activity where datname = '{Name}'");

    public async Task GiveBackAsync()
    {
        await OnServerAsync($"alter database {Name} with allow_connections true");

        // The test's own connections were thrown out too.
        Source.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await OnServerAsync($"drop database {Name} with (force)");
    }

    private async Task OnServerAsync(params string[] statements)
    {
        await using var server = NpgsqlDataSource.Create(_server);
        foreach (var sql in statements)
        {
            await using var command = server.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}

using Npgsql;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>A database with the flags' tables as the monolith makes them. It can be taken away and given back.</summary>
internal sealed class FlagDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    public FlagDatabase(string server, string name)
    {
        _server = server;
        _name = name;
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    public NpgsqlDataSource Source { get; }

    public async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        foreach (var script in new[] { "006_routing_flags.sql", "007_routing_flag_details.sql" })
        {
            await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Database", script), cancellationToken), cancellationToken);
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Nobody gets in any more, and whoever is in is thrown out.</summary>
    public Task TakeAwayAsync(CancellationToken cancellationToken) => OnServerAsync(
        cancellationToken,
        $"alter database {_name} with allow_connections false",
        $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{_name}'");

    public async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        await OnServerAsync(cancellationToken, $"alter database {_name} with allow_connections true");

        // The test's own connections were thrown out too.
        Source.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await OnServerAsync(CancellationToken.None, $"drop database {_name} with (force)");
    }

    private async Task OnServerAsync(CancellationToken cancellationToken, params string[] statements)
    {
        await using var server = NpgsqlDataSource.Create(_server);
        foreach (var sql in statements)
        {
            await using var command = server.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

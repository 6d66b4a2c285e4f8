using Migration.TestSupport;
using Npgsql;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>A database with the flags' tables as the monolith makes them. It can be taken away and given back.</summary>
internal sealed class FlagDatabase : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private FlagDatabase(TestDatabase database) => _database = database;

    public NpgsqlDataSource Source => _database.Source;

    public static async Task<FlagDatabase> CreateAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        var database = new FlagDatabase(await server.CreateDatabaseAsync(cancellationToken));
        foreach (var script in new[] { "006_routing_flags.sql", "007_routing_flag_details.sql" })
        {
            await database.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Database", script), cancellationToken), cancellationToken);
        }

        return database;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<long> CountAsync(string sql) => _database.ScalarAsync<long>(sql);

    public Task TakeAwayAsync() => _database.TakeAwayAsync();

    public Task GiveBackAsync() => _database.GiveBackAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}

using Npgsql;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>A PostgreSQL server of one test class, with a fresh database of flags for every test.</summary>
internal sealed class TestPostgres : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly string _server;
    private int _created;

    private TestPostgres(DistributedApplication application, string server)
    {
        _application = application;
        _server = server;
    }

    public static async Task<TestPostgres> StartAsync(CancellationToken cancellationToken)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var postgres = builder.AddPostgres("postgres");
        var application = await builder.BuildAsync(cancellationToken);
        await application.StartAsync(cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", cancellationToken);
        return new TestPostgres(application, (await postgres.Resource.GetConnectionStringAsync(cancellationToken))!);
    }

    public async Task<FlagDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"flags_{Interlocked.Increment(ref _created)}";
        await using var server = NpgsqlDataSource.Create(_server);
        await using var command = server.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        var database = new FlagDatabase(_server, name);
        await database.CreateTablesAsync(cancellationToken);
        return database;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}

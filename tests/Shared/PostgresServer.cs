using Npgsql;

namespace Migration.TestSupport;

/// <summary>A PostgreSQL server that lives as long as this object.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private int _created;

    private PostgresServer(DistributedApplication application, string connectionString)
    {
        _application = application;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var postgres = builder.AddPostgres("postgres");
        var application = await builder.BuildAsync(cancellationToken);
        await application.StartAsync(cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", cancellationToken);
        return new PostgresServer(application, (await postgres.Resource.GetConnectionStringAsync(cancellationToken))!);
    }

    /// <summary>It begins as the template is, which nobody may be connected to.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken, string template = "template1")
        => new(ConnectionString, await CreateAsync(cancellationToken, template));

    /// <summary>For whoever keeps and drops the database itself: its name.</summary>
    public async Task<string> CreateAsync(CancellationToken cancellationToken, string template = "template1")
    {
        var name = $"test_{Interlocked.Increment(ref _created)}";
        await ExecuteAsync($"create database {name} template {template}", cancellationToken);
        return name;
    }

    /// <summary>Outside the tests' own databases.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var server = NpgsqlDataSource.Create(ConnectionString);
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}

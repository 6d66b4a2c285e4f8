using Npgsql;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>The PostgreSQL server of this run; every host gets a database of its own on it.</summary>
[TestClass]
public static class DatabaseServer
{
    private static DistributedApplication? application;
    private static string server = "";

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var builder = DistributedApplicationTestingBuilder.Create();
        var postgres = builder.AddPostgres("postgres");
        application = await builder.BuildAsync(context.CancellationToken);
        await application.StartAsync(context.CancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", context.CancellationToken);
        server = (await postgres.Resource.GetConnectionStringAsync(context.CancellationToken))!;
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (application is not null)
        {
            await application.DisposeAsync();
        }
    }

    internal static async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"svetubd_{Guid.NewGuid():N}";
        await ExecuteAsync($"create database {name}", cancellationToken);
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    internal static Task DropDatabaseAsync(string connection)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        return ExecuteAsync($"drop database if exists {name} with (force)", CancellationToken.None);
    }

    /// <summary>Returns once a statement of a service waits for a lock in this database.</summary>
    internal static async Task WaitForBlockedAsync(string connection, CancellationToken cancellationToken)
    {
        const string Blocked = """
            select count(*) from pg_stat_activity
            where datname = current_database() and application_name = 'monolith' and wait_event_type = 'Lock'
            """;
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand(Blocked);
        while (await command.ExecuteScalarAsync(cancellationToken) is 0L)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using Migration.TestSupport;
using Npgsql;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>Every host gets a database of its own on the server of this run.</summary>
internal static class DatabaseServer
{
    public static async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
        => new NpgsqlConnectionStringBuilder(TestPostgres.Server.ConnectionString) { Database = await TestPostgres.Server.CreateAsync(cancellationToken) }.ConnectionString;

    public static Task DropDatabaseAsync(string connection)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        return TestPostgres.Server.ExecuteAsync($"drop database if exists {name} with (force)", CancellationToken.None);
    }

    /// <summary>Returns once a statement of a service waits for a lock in this database.</summary>
    public static async Task WaitForBlockedAsync(string connection, CancellationToken cancellationToken)
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
}

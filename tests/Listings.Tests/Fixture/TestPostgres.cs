using Npgsql;

namespace Migration.Listings.Tests.Fixture;

/// <summary>The PostgreSQL server of this test run. Every test class takes databases of its own from it.</summary>
[TestClass]
public static class TestPostgres
{
    private static DistributedApplication? _application;
    private static string _server = "";
    private static int _created;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var builder = DistributedApplicationTestingBuilder.Create();
        var postgres = builder.AddPostgres("postgres");
        _application = await builder.BuildAsync(context.CancellationToken);
        await _application.StartAsync(context.CancellationToken);
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", context.CancellationToken);
        _server = (await postgres.Resource.GetConnectionStringAsync(context.CancellationToken))!;
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    internal static async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _created)}";
        await using var server = NpgsqlDataSource.Create(_server);
        await using var command = server.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new TestDatabase(_server, name);
    }
}

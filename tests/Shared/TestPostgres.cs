namespace Migration.TestSupport;

/// <summary>The PostgreSQL server of this test run, where a whole assembly shares one. Every test class takes databases of its own from it.</summary>
[TestClass]
public static class TestPostgres
{
    private static PostgresServer? _server;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _server = await PostgresServer.StartAsync(context.CancellationToken);
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    internal static PostgresServer Server => _server!;

    internal static Task<TestDatabase> CreateDatabaseAsync() => Server.CreateDatabaseAsync(CancellationToken.None);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.Listings.Tests.Fixture;
using Migration.ServiceDefaults.Databases;
using Npgsql;

namespace Migration.Listings.Tests.Storage;

[TestClass]
public sealed class PoolWarmUpTests(TestContext testContext)
{
    [TestMethod]
    public async Task Service_Ready_HasAllItsConnections()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var service = await ListingsHost.StartReadyAsync(database, settings: $"ConnectionStrings:listings-db={database.ConnectionString}");

        var connections = await database.ScalarAsync<long>(
            $"select count(*) from pg_stat_activity where datname = '{database.Name}' and application_name = 'listings'");

        connections.Should().Be(16, "a first burst must not have to sign in");
    }

    /// <summary>The first is there at once, and done with at once: it must not be given to the next.</summary>
    [TestMethod]
    public async Task Run_WithAConnectionInThePool_PreparesEachOnce()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var pool = NpgsqlDataSource.Create(database.ConnectionString + ";Maximum Pool Size=4");
        await (await pool.OpenConnectionAsync(testContext.CancellationToken)).DisposeAsync();
        var prepared = new ConcurrentBag<int>();

        await new PoolWarmUp(pool, TimeProvider.System, NullLogger<PoolWarmUp>.Instance).RunAsync(
            (connection, _) =>
            {
                prepared.Add(connection.ProcessID);
                return Task.CompletedTask;
            },
            testContext.CancellationToken);

        prepared.Should().HaveCount(4).And.OnlyHaveUniqueItems();
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.Listings.Tests.Fixture;
using Migration.ServiceDefaults.Databases;
using Npgsql;

namespace Migration.Listings.Tests.Storage;

[TestClass]
public sealed class PoolWarmUpTests(TestContext testContext)
{
    private const int PoolSize = 4;

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
        await using var pool = SmallPool(database);
        await (await pool.OpenConnectionAsync(testContext.CancellationToken)).DisposeAsync();

        (await PrepareAsync(pool)).Should().HaveCount(PoolSize).And.OnlyHaveUniqueItems();
    }

    /// <summary>Waiting for that one would hold up the service's start until the pool gives up.</summary>
    [TestMethod]
    public async Task Run_WithAConnectionInUse_PreparesTheOthersAndDoesNotWaitForIt()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var pool = SmallPool(database);
        await using var used = await pool.OpenConnectionAsync(testContext.CancellationToken);

        var prepared = await PrepareAsync(pool);

        prepared.Should().HaveCount(PoolSize, "the last is given one that another is done with");
        prepared.Distinct().Should().HaveCount(PoolSize - 1).And.NotContain(used.ProcessID);
    }

    private static NpgsqlDataSource SmallPool(TestDatabase database) => NpgsqlDataSource.Create($"{database.ConnectionString};Maximum Pool Size={PoolSize};Timeout=60");

    private async Task<IReadOnlyCollection<int>> PrepareAsync(NpgsqlDataSource pool)
    {
        var prepared = new ConcurrentBag<int>();
        await new PoolWarmUp(pool, TimeProvider.System, NullLogger<PoolWarmUp>.Instance).RunAsync(
            (connection, _) =>
            {
                prepared.Add(connection.ProcessID);
                return Task.CompletedTask;
            },
            testContext.CancellationToken);
        return prepared;
    }
}

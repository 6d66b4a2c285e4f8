using System.Collections.Concurrent;
using Grpc.Core;
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

        var connections = await ConnectionsAsync(database);

        connections.Should().Be(16, "a first burst must not have to sign in");
    }

    /// <summary>As an outage leaves it. One caller comes, and gives up as callers do; the burst that comes next must not have to sign in.</summary>
    [TestMethod]
    public async Task Service_ThatHasLostItsConnections_OpensAllAgain()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var service = await ListingsHost.StartReadyAsync(database, settings: $"ConnectionStrings:listings-db={database.ConnectionString}");
        await database.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where {OfTheService(database)}");

        await Eventually.SatisfiesAsync(
            _ => AskAsync(service), status => status == StatusCode.NotFound, "the service answers again", cancellationToken: testContext.CancellationToken);

        await Eventually.SatisfiesAsync(_ => ConnectionsAsync(database), count => count == 16, "all connections are open again", cancellationToken: testContext.CancellationToken);
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

    private static string OfTheService(TestDatabase database) => $"datname = '{database.Name}' and application_name = 'listings'";

    private static Task<long> ConnectionsAsync(TestDatabase database) => database.ScalarAsync<long>($"select count(*) from pg_stat_activity where {OfTheService(database)}");

    private static async Task<StatusCode> AskAsync(ListingsHost service)
    {
        try
        {
            await service.CallGet(1);
            return StatusCode.OK;
        }
        catch (RpcException failure)
        {
            return failure.StatusCode;
        }
    }

    private static NpgsqlDataSource SmallPool(TestDatabase database) => NpgsqlDataSource.Create($"{database.ConnectionString};Maximum Pool Size={PoolSize};Timeout=60");

    private async Task<IReadOnlyCollection<int>> PrepareAsync(NpgsqlDataSource pool)
    {
        var prepared = new ConcurrentBag<int>();
        using var sut = new PoolWarmUp(pool, new PoolOpenings(), RememberAsync, TimeProvider.System, NullLogger<PoolWarmUp>.Instance);
        await sut.RunAsync(testContext.CancellationToken);
        return prepared;

        Task RememberAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            prepared.Add(connection.ProcessID);
            return Task.CompletedTask;
        }
    }
}

using System.Net;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;
using Npgsql;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class DatabaseFailureTests : ListingsTest
{
    [TestMethod]
    public async Task Calls_DatabaseNotThereYet_AreUnavailableUntilItComes()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.TakeAwayAsync();
        await using var service = await ListingsHost.StartAsync(database.ConnectionString);

        await FailureOfAsync(service.CallGet(1), StatusCode.Unavailable);
        await FailureOfAsync(service.CallList(new ListListingsRequest { Limit = 1 }), StatusCode.Unavailable);
        await FailureOfAsync(service.CallCreate(ValidCreate(), service.AsUser(User)), StatusCode.Unavailable);
        (await service.StatusAsync("")).Should().Be(ServingStatus.NotServing);
        (await service.HttpStatusAsync("health")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await service.HttpStatusAsync("alive")).Should().Be(HttpStatusCode.OK);

        await database.GiveBackAsync();

        await service.WhenReadyAsync();
        await FailureOfAsync(service.CallGet(1), StatusCode.NotFound);
    }

    [TestMethod]
    public async Task Calls_DatabaseLost_AreUnavailableAndNeverNotFound()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var service = await ListingsHost.StartReadyAsync(database);
        await FailureOfAsync(service.CallGet(1), StatusCode.NotFound);

        await database.TakeAwayAsync();

        // The first call meets the dead connection of the pool, the others none at all.
        for (var call = 0; call < 5; call++)
        {
            await FailureOfAsync(service.CallGet(1), StatusCode.Unavailable);
        }

        await FailureOfAsync(service.CallCreate(ValidCreate(), service.AsUser(User)), StatusCode.Unavailable);
        (await service.StatusAsync("database")).Should().Be(ServingStatus.NotServing);
        (await service.StatusAsync("")).Should().Be(ServingStatus.NotServing);

        await database.GiveBackAsync();

        await FailureOfAsync(service.CallGet(1), StatusCode.NotFound);
        (await service.StatusAsync("")).Should().Be(ServingStatus.Serving);
    }

    [TestMethod]
    public async Task GetListing_DeadlinePassesInTheDatabase_IsDeadlineExceededAndEndsTheQuery()
    {
        await using var blocker = await BlockAsync();

        await FailureOfAsync(
            Service.Client.GetListingAsync(new GetListingRequest { Id = 1 }, deadline: DateTime.UtcNow.AddMilliseconds(300), cancellationToken: TestContext.CancellationToken),
            StatusCode.DeadlineExceeded);

        await NoQueryIsLeftAsync();
    }

    [TestMethod]
    public async Task GetListing_CancelledInTheDatabase_IsCancelledAndEndsTheQuery()
    {
        await using var blocker = await BlockAsync();
        using var cancel = new CancellationTokenSource();
        var call = Service.Client.GetListingAsync(new GetListingRequest { Id = 1 }, cancellationToken: cancel.Token);
        await Eventually.IsTrueAsync(async () => await WaitingQueriesAsync() > 0, "the query waits", TestContext.CancellationToken);

        await cancel.CancelAsync();

        await FailureOfAsync(call, StatusCode.Cancelled);
        await NoQueryIsLeftAsync();
    }

    [TestMethod]
    public async Task GetListing_DeadlineAlreadyPassed_IsDeadlineExceeded()
        => await FailureOfAsync(
            Service.Client.GetListingAsync(new GetListingRequest { Id = 1 }, deadline: DateTime.UtcNow.AddSeconds(-1), cancellationToken: TestContext.CancellationToken), StatusCode.DeadlineExceeded);

    /// <summary>Holds the table until disposed.</summary>
    private static async Task<NpgsqlConnection> BlockAsync()
    {
        var connection = await Database.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("begin; lock table listings in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static Task<long> WaitingQueriesAsync()
        => Database.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");

    private Task NoQueryIsLeftAsync()
        => Eventually.IsTrueAsync(async () => await WaitingQueriesAsync() == 0, "no query is left waiting", TestContext.CancellationToken);
}

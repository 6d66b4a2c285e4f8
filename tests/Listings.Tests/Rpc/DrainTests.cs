using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;
using Npgsql;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class DrainTests : ListingsTest
{
    [TestMethod]
    public async Task Stop_CallsUnderWay_EndAndNewOnesAreRefusedAsNotStarted()
    {
        // Long enough for all that is looked at while it lasts.
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer, time: TimeProvider.System, settings: "Drain:Notice=00:00:05");
        var created = await service.CreateAsync(ValidCreate());
        var headers = service.AsUser(User);
        await using var blocker = await Database.Source.OpenConnectionAsync(TestContext.CancellationToken);
        await using var block = new NpgsqlCommand($"begin; select from listings where id = {created.Id} for update", blocker);
        await block.ExecuteNonQueryAsync(TestContext.CancellationToken);
        var underWay = service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = User, Quantity = 5 }, headers);
        await Eventually.IsTrueAsync(
            () => Database.ScalarAsync<bool>("select exists (select from pg_stat_activity where wait_event_type = 'Lock')"), "the update waits", TestContext.CancellationToken);

        var stopping = service.StopAsync();
        await Eventually.IsTrueAsync(() => Task.FromResult(service.IsStopping), "the service is stopping", TestContext.CancellationToken);

        foreach (var call in new Func<Task<RpcException>>[]
                 {
                     () => FailureOfAsync(service.CallGet(created.Id), StatusCode.Unavailable),
                     () => FailureOfAsync(service.CallCreate(ValidCreate(), headers), StatusCode.Unavailable),
                 })
        {
            var failure = await call();
            failure.Trailers.GetValue("x-migration-not-started").Should().Be("true");
            failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.Should().Be("NOT_STARTED");
        }

        (await service.StatusAsync("")).Should().Be(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await service.HttpStatusAsync("health")).Should().Be(System.Net.HttpStatusCode.ServiceUnavailable);
        (await service.HttpStatusAsync("alive")).Should().Be(System.Net.HttpStatusCode.OK);
        await using var release = new NpgsqlCommand("rollback", blocker);
        await release.ExecuteNonQueryAsync(TestContext.CancellationToken);
        (await underWay).Listing.Quantity.Should().Be(5, "a call under way is not cut off");
        var late = await FailureOfAsync(service.CallGet(created.Id), StatusCode.Unavailable);
        late.Trailers.GetValue("x-migration-not-started").Should().Be("true", "until the notice is over callers are told to turn away");
        await stopping;
    }

    [TestMethod]
    public async Task Stop_CallsThatDoNotEnd_AreCutOffInTime()
    {
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer, settings: "Drain:Longest=00:00:00.100");
        await using var blocker = await Database.Source.OpenConnectionAsync(TestContext.CancellationToken);
        await using var block = new NpgsqlCommand("begin; lock table listings in access exclusive mode", blocker);
        await block.ExecuteNonQueryAsync(TestContext.CancellationToken);
        var stuck = service.CallGet(1);
        await Eventually.IsTrueAsync(
            () => Database.ScalarAsync<bool>("select exists (select from pg_stat_activity where wait_event_type = 'Lock')"), "the read waits", TestContext.CancellationToken);

        await service.StopAsync();

        await Assert.ThrowsExactlyAsync<RpcException>(async () => await stuck);
    }

    [TestMethod]
    public async Task Calls_DatabaseNotReady_AreRefusedAsNotStarted()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.TakeAwayAsync();
        await using var service = await ListingsHost.StartAsync(database.ConnectionString, Service.Issuer);

        var failure = await FailureOfAsync(service.CallCreate(ValidCreate(), service.AsUser(User)), StatusCode.Unavailable);

        failure.Trailers.GetValue("x-migration-not-started").Should().Be("true");
    }
}

using Google.Rpc;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;
using Npgsql;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class LimitTests : ListingsTest
{
    [TestMethod]
    public async Task Calls_BeyondAnAddressesShare_AreResourceExhaustedWithRetryInfo()
    {
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer, settings: ["Limits:PerAddress=1", "Limits:BurstSeconds=3"]);
        await service.CallList(new ListListingsRequest { Limit = 1 });

        var failure = await RefusalAsync(() => service.CallList(new ListListingsRequest { Limit = 1 }));

        failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.Should().Be("RATE_LIMITED");
        failure.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan().Should().BePositive();
        (await service.StatusAsync("database")).Should().Be(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving, "probes have no limit");
    }

    [TestMethod]
    public async Task Calls_BeyondAUsersShare_LeaveTheOthersTheirs()
    {
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer, settings: ["Limits:PerUser=1", "Limits:BurstSeconds=2"]);
        var token = service.AsUser(User);
        await service.CallCreate(ValidCreate(), token);

        await RefusalAsync(() => service.CallCreate(ValidCreate(), token));

        var other = ValidCreate();
        other.UserId = 43;
        await service.CreateAsync(other);
        await service.CallList(new ListListingsRequest { Limit = 1 });
    }

    [TestMethod]
    public async Task Calls_LimitsLifted_AreAllTaken()
    {
        await using var service = await ListingsHost.StartReadyAsync(
            Database, Service.Issuer, settings: ["Limits:PerAddress=0", "Limits:PerUser=0", "Limits:Concurrent=0", "Limits:BurstSeconds=1"]);
        var token = service.AsUser(User);

        for (var i = 0; i < 20; i++)
        {
            await service.CallList(new ListListingsRequest { Limit = 1 }, token);
        }
    }

    [TestMethod]
    public async Task Calls_MoreThanCanBeDoneAtOnce_AreRefusedAsOverload()
    {
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer, settings: "Limits:Concurrent=1");
        await using var blocker = await Database.Source.OpenConnectionAsync(TestContext.CancellationToken);
        await using var block = new NpgsqlCommand("begin; lock table listings in access exclusive mode", blocker);
        await block.ExecuteNonQueryAsync(TestContext.CancellationToken);
        var first = service.CallGet(1);
        await Eventually.IsTrueAsync(
            () => Database.ScalarAsync<bool>("select exists (select from pg_stat_activity where wait_event_type = 'Lock')"), "the first call waits", TestContext.CancellationToken);

        var failure = await FailureOfAsync(service.CallGet(1), StatusCode.ResourceExhausted);

        failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.Should().Be("OVERLOADED");
        failure.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan().Should().BePositive();
        await using var release = new NpgsqlCommand("rollback", blocker);
        await release.ExecuteNonQueryAsync(TestContext.CancellationToken);
        await FailureOfAsync(first, StatusCode.NotFound);
    }

    [TestMethod]
    public async Task Message_OverTwoMegabytes_IsResourceExhausted()
    {
        var request = ValidCreate();
        request.Description = new string('x', 3_000_000);

        await FailureOfAsync(Service.CallCreate(request, Service.AsUser(User)), StatusCode.ResourceExhausted);
    }

    [TestMethod]
    public async Task Limits_OutOfRange_StopTheStartAndNameTheSetting()
    {
        var start = () => ListingsHost.StartReadyAsync(Database, Service.Issuer, settings: "Limits:PerUser=-1");

        await start.Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*PerUser*");
    }

    /// <summary>The bucket is filled up by the second, and calls take a few milliseconds.</summary>
    private static async Task<RpcException> RefusalAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        for (var i = 0; i < 500; i++)
        {
            try
            {
                await call();
            }
            catch (RpcException refusal)
            {
                refusal.StatusCode.Should().Be(StatusCode.ResourceExhausted);
                return refusal;
            }
        }

        throw new AssertFailedException("Five hundred calls passed a limit of one a second.");
    }
}

using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Tests.Fixture;
using Status = Grpc.Core.Status;
using StatusCode = Grpc.Core.StatusCode;

namespace Migration.TrafficRouter.Tests.Calls;

/// <summary>What single attempts are given, and what is made of how they end.</summary>
[TestClass]
public sealed class AttemptTests : IDisposable
{
    private readonly RouterHarness _harness = new();
    private readonly RouteRequest _request = RouterHarness.Request();

    public void Dispose() => _harness.Dispose();

    /// <summary>gRPC says CANCELLED when an attempt is cut off by its time limit. That is not the microservice's doing.</summary>
    [TestMethod]
    public async Task TimeLimit_ThatTheClientTellsAsCancelled_IsATimeOut()
    {
        using var attempts = _harness.Counter("traffic_router.attempts");
        _harness.Script.Add(async call =>
        {
            try
            {
                return await _harness.HangAsync(call.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new RpcException(new Status(StatusCode.Cancelled, "call canceled by the client"));
            }
        });

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _request.Outcome.FallbackCause.Should().Be("deadline_exceeded");
        attempts.GetMeasurementSnapshot().Select(attempt => (attempt.Tags["traffic_router.cause"], attempt.Tags["traffic_router.verdict"]))
            .Should().Equal(("deadline_exceeded", "failure"), ("deadline_exceeded", "failure"), ("deadline_exceeded", "ignored"));
    }

    [TestMethod]
    public async Task SecondAttempt_WithExactlyItsFullTimeLeft_IsHeldAgainstTheMicroservice()
    {
        using var attempts = _harness.Counter("traffic_router.attempts");
        _harness.Script.Add(_ => throw Overloaded(TimeSpan.FromMilliseconds(300)));
        _harness.Hangs();

        await _harness.RouteAsync(_request);

        attempts.GetMeasurementSnapshot().Select(attempt => (attempt.Tags["traffic_router.cause"], attempt.Tags["traffic_router.verdict"]))
            .Should().Equal(("overloaded", "failure"), ("deadline_exceeded", "failure"));
    }

    [TestMethod]
    public async Task Pause_AsLongAsWhatIsLeft_LeavesNoTimeForAnAttempt()
    {
        _harness.Script.Add(_ => throw Overloaded(TimeSpan.FromMilliseconds(500)));
        var started = _harness.Time.GetUtcNow();

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _harness.Attempts.Should().ContainSingle();
        _harness.Time.GetUtcNow().Should().Be(started, "nobody waits for nothing");
    }

    [TestMethod]
    public async Task Call_OfACallerWhoseTimeIsOver_EndsAtOnce()
    {
        _harness.Hangs();
        _harness.Monolith = _harness.HangAsync;
        var started = _harness.Time.GetUtcNow();
        var request = new RouteRequest { Subject = RoutingSubject.User(42), Deadline = started - TimeSpan.FromSeconds(1) };

        await FluentActions.Awaiting(() => _harness.RouteAsync(request)).Should().ThrowAsync<FallbackTimeoutException>();

        (_harness.Time.GetUtcNow() - started).Should().BeLessThan(TimeSpan.FromMilliseconds(10));
    }

    [TestMethod]
    public async Task Delegate_ThatGivesNoTask_CountsAsAFailureAndIsSaidByName()
    {
#pragma warning disable MA0022, VSTHRD114 // The mistake that is to be told.
        _harness.Script.Add(_ => null!);
#pragma warning restore MA0022, VSTHRD114

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _request.Outcome.FallbackCause.Should().Be("exception");
        _harness.Logs.GetSnapshot().Should().ContainSingle(line => line.Id.Name == "FellBack").Which.Message.Should().Contain("\"GetListing\" gave no task");
    }

    [TestMethod]
    public async Task Call_RefusedBecauseAProbeIsOut_FallsBackWithoutWaitingForIt()
    {
        var breaker = _harness.Operations.Get("GetListing", Idempotency.Safe, TestFlags.Name).Breaker;
        for (var failure = 0; failure < Breaker.FailuresToOpen; failure++)
        {
            breaker.TryAcquire(out var permit, out _);
            breaker.Record(permit, Verdict.Failure);
        }

        _harness.Time.Advance(Breaker.Break);
        _harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(100)], _harness.Time.GetTimestamp()));
        breaker.TryAcquire(out _, out _).Should().BeTrue("this is the probe");
        var started = _harness.Time.GetUtcNow();

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _request.Outcome.FallbackCause.Should().Be("breaker_open");
        _harness.Time.GetUtcNow().Should().Be(started);
    }

    [TestMethod]
    [DataRow(Idempotency.Safe, 200)]
    [DataRow(Idempotency.Keyed, 500)]
    [DataRow(Idempotency.Never, 500)]
    public void Probe_OfAnOperation_HasTheLeaseOfItsAttempts(Idempotency idempotency, int milliseconds)
    {
        var breaker = _harness.Operations.Get("Operation", idempotency, TestFlags.Name).Breaker;
        for (var failure = 0; failure < Breaker.FailuresToOpen; failure++)
        {
            breaker.TryAcquire(out var permit, out _);
            breaker.Record(permit, Verdict.Failure);
        }

        _harness.Time.Advance(Breaker.Break);
        breaker.TryAcquire(out _, out _).Should().BeTrue();
        _harness.Time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        breaker.State.Should().Be(BreakerState.HalfOpen);
        _harness.Time.Advance(TimeSpan.FromMilliseconds(1));

        breaker.State.Should().Be(BreakerState.Open);
    }

    [TestMethod]
    public async Task Answer_ToACallerWhoHasLeft_IsToldToNobody()
    {
        using var leaving = new CancellationTokenSource();
        _harness.Script.Add(async _ =>
        {
            await leaving.CancelAsync();
            throw new RpcException(new Status(StatusCode.NotFound, "none"));
        });

        await FluentActions.Awaiting(() => _harness.RouteAsync(RouterHarness.CancellableRequest(leaving.Token))).Should().ThrowAsync<OperationCanceledException>();
    }

    [TestMethod]
    public async Task Caller_WhoLeavesBetweenTwoAttempts_GetsNoOther()
    {
        using var leaving = new CancellationTokenSource();
        _harness.Fails(StatusCode.Unavailable);
        _harness.Random = 1;
        using var leaves = _harness.Time.CreateTimer(_ => leaving.Cancel(), null, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);

        await FluentActions.Awaiting(() => _harness.RouteAsync(RouterHarness.CancellableRequest(leaving.Token))).Should().ThrowAsync<OperationCanceledException>();

        _harness.Attempts.Should().ContainSingle("the pause after it would have been 25 ms");
        _harness.MonolithCalls.Should().Be(0);
    }

    [TestMethod]
    public async Task Error_OfTheMicroservice_KeepsWhereItCameFrom()
    {
        _harness.Script.Add(FailFarAwayAsync);

        (await FluentActions.Awaiting(() => _harness.RouteAsync(_request)).Should().ThrowAsync<RpcException>())
            .Which.StackTrace.Should().Contain(nameof(FailFarAwayAsync));
    }

    [TestMethod]
    public async Task Route_WithAFlagOfItsOwn_GoesByIt()
    {
        _harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(0), TestFlags.Flag(100) with { Name = "orders" }], _harness.Time.GetTimestamp()));
        _harness.Answers();
        var plain = _harness.Route();
        var route = new Route<int, string>("GetOrder", Idempotency.Safe) { Flag = "orders", Monolith = plain.Monolith, Microservice = plain.Microservice };

        (await _harness.RunAsync(() => _harness.Router.RouteAsync(route, 1, _request))).Should().Be("microservice");

        _request.Outcome.Decision.Flag.Should().Be("orders");
    }

    [TestMethod]
    public async Task Decision_IsLogged()
    {
        _harness.Answers();

        await _harness.RouteAsync(_request);

        _harness.Logs.GetSnapshot().Should().ContainSingle(line => line.Id.Name == "Decided").Which.Message
            .Should().Be($"GetListing -> Microservice: Percentage, bucket {_request.Outcome.Decision.Bucket}, flag version 7");
    }

    [TestMethod]
    public async Task Route_WithoutRouteOrRequest_IsRefused()
    {
        (await FluentActions.Awaiting(() => _harness.Router.RouteAsync<int, string>(null!, 1, _request)).Should().ThrowAsync<ArgumentNullException>()).WithParameterName("route");
        (await FluentActions.Awaiting(() => _harness.Router.RouteAsync(_harness.Route(), 1, null!)).Should().ThrowAsync<ArgumentNullException>()).WithParameterName("request");
    }

    [TestMethod]
    public void LockedRandom_DrawsWhatItsSourceDraws()
        => new LockedRandom(new Random(7)).NextDouble().Should().Be(new Random(7).NextDouble());

    private static async Task<string> FailFarAwayAsync(MicroserviceCall call)
    {
        await Task.Yield();
        throw new RpcException(new Status(StatusCode.NotFound, $"none at attempt {call.Attempt}"));
    }

    private static RpcException Overloaded(TimeSpan retryAfter) => new Google.Rpc.Status
    {
        Code = (int)Code.ResourceExhausted,
        Details = { Any.Pack(new ErrorInfo { Reason = "OVERLOADED" }), Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) }) },
    }.ToRpcException();
}

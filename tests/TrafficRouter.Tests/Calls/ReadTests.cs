using System.Net.Sockets;
using Grpc.Core;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Calls;

[TestClass]
public sealed class ReadTests : IDisposable
{
    private readonly RouterHarness _harness = new();
    private readonly RouteRequest _request = RouterHarness.Request();

    public void Dispose() => _harness.Dispose();

    [TestMethod]
    public async Task Read_Answered_IsServedByTheMicroservice()
    {
        _harness.Answers();

        (await _harness.RouteAsync(_request)).Should().Be("microservice");

        _request.Outcome.ServedBy.Should().Be("microservice");
        _request.Outcome.Attempts.Should().Be(1);
        _request.Outcome.FallbackCause.Should().BeNull();
        _harness.MonolithCalls.Should().Be(0);
    }

    [TestMethod]
    public async Task Read_AtZeroPercent_NeverTouchesTheMicroservice()
    {
        using var harness = new RouterHarness(percent: 0);

        (await harness.RouteAsync(_request)).Should().Be("monolith");

        harness.Attempts.Should().BeEmpty();
        _request.Outcome.ServedBy.Should().Be("monolith");
        _request.Outcome.Decision.Reason.Should().Be(RoutingReason.DefaultMonolith);
    }

    [TestMethod]
    [DataRow(StatusCode.NotFound)]
    [DataRow(StatusCode.InvalidArgument)]
    [DataRow(StatusCode.AlreadyExists)]
    [DataRow(StatusCode.PermissionDenied)]
    [DataRow(StatusCode.Unauthenticated)]
    [DataRow(StatusCode.FailedPrecondition)]
    [DataRow(StatusCode.OutOfRange)]
    [DataRow(StatusCode.ResourceExhausted)]
    public async Task Read_BusinessError_IsTheAnswerAndNeverFallsBack(StatusCode code)
    {
        _harness.Fails(code);

        for (var call = 0; call < 6; call++)
        {
            (await FluentActions.Awaiting(() => _harness.RouteAsync(_request)).Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(code);
        }

        _harness.Attempts.Should().HaveCount(6, "a business error is not repeated");
        _harness.MonolithCalls.Should().Be(0);
        _request.Outcome.ServedBy.Should().Be("microservice");
        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Closed, "the service answered");
    }

    [TestMethod]
    [DataRow(StatusCode.Unavailable, 3, "unavailable")]
    [DataRow(StatusCode.DeadlineExceeded, 3, "deadline_exceeded")]
    [DataRow(StatusCode.Aborted, 3, "aborted")]
    [DataRow(StatusCode.Internal, 1, "internal")]
    [DataRow(StatusCode.Unknown, 1, "unknown")]
    [DataRow(StatusCode.DataLoss, 1, "data_loss")]
    [DataRow(StatusCode.Unimplemented, 1, "unimplemented")]
    [DataRow(StatusCode.Cancelled, 1, "cancelled_by_peer")]
    public async Task Read_TechnicalFailure_IsRetriedWhereSafeAndFallsBack(StatusCode code, int attempts, string cause)
    {
        using var fallbacks = _harness.Counter("traffic_router.fallbacks");
        _harness.Fails(code);

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _harness.Attempts.Should().HaveCount(attempts);
        _request.Outcome.ServedBy.Should().Be("monolith-fallback");
        _request.Outcome.FallbackCause.Should().Be(cause);
        _request.Outcome.Attempts.Should().Be(attempts);
        var counted = fallbacks.GetMeasurementSnapshot().Should().ContainSingle().Which;
        counted.Tags["traffic_router.cause"].Should().Be(cause);
        counted.Tags["traffic_router.operation"].Should().Be("GetListing");
    }

    [TestMethod]
    public async Task Read_SecondAttemptAnswers_IsServedByTheMicroservice()
    {
        _harness.Fails(StatusCode.Unavailable);
        _harness.Answers();

        (await _harness.RouteAsync(_request)).Should().Be("microservice");

        _harness.Attempts.Select(call => call.Attempt).Should().Equal(1, 2);
        _harness.Attempts[0].Options.Headers!.GetValue("grpc-previous-rpc-attempts").Should().BeNull();
        _harness.Attempts[1].Options.Headers!.GetValue("grpc-previous-rpc-attempts").Should().Be("1");
    }

    [TestMethod]
    public async Task Read_Attempt_HasItsOwnDeadlineWithinTheCalls()
    {
        var started = _harness.Time.GetUtcNow().UtcDateTime;
        _harness.Hangs();

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _request.Outcome.FallbackCause.Should().Be("deadline_exceeded");
        _harness.Attempts[0].Options.Deadline.Should().Be(started + TimeSpan.FromMilliseconds(200));
        _harness.Attempts.Should().HaveCount(3, "200 + 200 ms and what is left");
        _harness.Attempts[2].Options.Deadline.Should().Be(started + TimeSpan.FromMilliseconds(500), "the call ends after 500 ms");
    }

    [TestMethod]
    public async Task Read_FiveAttemptsFailed_OpensTheBreakerWithinTheSecondCall()
    {
        using var transitions = _harness.Counter("traffic_router.breaker.transitions");
        _harness.Fails(StatusCode.Unavailable);
        await _harness.RouteAsync(RouterHarness.Request());
        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Closed);

        await _harness.RouteAsync(_request);

        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Open);
        _harness.Attempts.Should().HaveCount(5, "3 + 2: the sixth is refused");
        _request.Outcome.FallbackCause.Should().Be("breaker_open");
        var moved = transitions.GetMeasurementSnapshot().Should().ContainSingle().Which;
        moved.Tags["traffic_router.breaker.from"].Should().Be("closed");
        moved.Tags["traffic_router.breaker.to"].Should().Be("open");
        _harness.Logs.GetSnapshot().Should().ContainSingle(line => line.Id.Name == "BreakerMoved").Which.Message.Should().Contain("closed -> open");
    }

    [TestMethod]
    public async Task Read_WithAnOpenBreaker_FallsBackWithoutAnAttempt()
    {
        _harness.Fails(StatusCode.Internal);
        for (var call = 0; call < 5; call++)
        {
            await _harness.RouteAsync(RouterHarness.Request());
        }

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _harness.Attempts.Should().HaveCount(5);
        _request.Outcome.FallbackCause.Should().Be("breaker_open");
        _request.Outcome.Attempts.Should().Be(0);
    }

    [TestMethod]
    public async Task Read_MicroserviceBackAfterABreak_ClosesAfterTwoProbes()
    {
        _harness.Fails(StatusCode.Internal);
        for (var call = 0; call < 5; call++)
        {
            await _harness.RouteAsync(RouterHarness.Request());
        }

        _harness.Script.Clear();
        _harness.Answers();
        _harness.Time.Advance(TimeSpan.FromSeconds(30));
        var source = _harness.Flags;
        source.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(100)], _harness.Time.GetTimestamp()));

        (await _harness.RouteAsync(RouterHarness.Request())).Should().Be("microservice");
        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.HalfOpen);
        (await _harness.RouteAsync(RouterHarness.Request())).Should().Be("microservice");
        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Closed);
    }

    [TestMethod]
    public async Task Read_BreakersAreByMethod()
    {
        _harness.Fails(StatusCode.Internal);
        for (var call = 0; call < 5; call++)
        {
            await _harness.RouteAsync(RouterHarness.Request());
        }

        await _harness.RunAsync(() => _harness.Router.RouteAsync(_harness.Route(name: "ListListings"), 1, _request));

        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Open);
        _harness.Operations.Breakers["ListListings"].State.Should().Be(BreakerState.Closed);
    }

    [TestMethod]
    public async Task Read_CallerLeaves_NeitherCountsNorFallsBack()
    {
        using var attempts = _harness.Counter("traffic_router.attempts");
        _harness.Hangs();
        for (var call = 0; call < 6; call++)
        {
            using var leaving = new CancellationTokenSource();
            var leave = async () =>
            {
                var running = _harness.Router.RouteAsync(_harness.Route(), 1, RouterHarness.CancellableRequest(leaving.Token));
                await leaving.CancelAsync();
                await running;
            };
            await leave.Should().ThrowAsync<OperationCanceledException>();
        }

        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Closed);
        _harness.MonolithCalls.Should().Be(0);
        attempts.GetMeasurementSnapshot().Should().OnlyContain(attempt => attempt.Tags["traffic_router.verdict"]!.Equals("ignored"));
    }

    [TestMethod]
    public async Task Read_CallerLeavesAndGrpcSaysCancelled_IsACancellation()
    {
        using var leaving = new CancellationTokenSource();
        _harness.Script.Add(async _ =>
        {
            await leaving.CancelAsync();
            throw new RpcException(new Status(StatusCode.Cancelled, "cancelled"));
        });

        await FluentActions.Awaiting(() => _harness.RouteAsync(RouterHarness.CancellableRequest(leaving.Token)))
            .Should().ThrowAsync<OperationCanceledException>();

        _harness.MonolithCalls.Should().Be(0);
    }

    [TestMethod]
    public async Task Read_KilledBetweenAttempts_GoesToTheMonolithAtOnce()
    {
        _harness.Script.Add(_ =>
        {
            _harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(100, enabled: false)], _harness.Time.GetTimestamp()));
            throw new RpcException(new Status(StatusCode.Unavailable, ""));
        });

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _harness.Attempts.Should().ContainSingle();
    }

    [TestMethod]
    public async Task Read_ExceptionInTheDelegate_FallsBackAndIsToldOf()
    {
        _harness.Script.Add(_ => throw new InvalidOperationException("cannot map"));

        (await _harness.RouteAsync(_request)).Should().Be("monolith");

        _request.Outcome.FallbackCause.Should().Be("exception");
        _harness.Logs.GetSnapshot().Should().ContainSingle(line => line.Id.Name == "FellBack").Which.Message.Should().Contain("cannot map");
    }

    [TestMethod]
    public async Task Read_MonolithTooSlowAsFallback_IsGivenUpAfterOneSecond()
    {
        _harness.Fails(StatusCode.Internal);
        _harness.Monolith = _harness.HangAsync;
        var started = _harness.Time.GetUtcNow();

        (await FluentActions.Awaiting(() => _harness.RouteAsync(_request)).Should().ThrowAsync<FallbackTimeoutException>()).Which
            .Should().Match<FallbackTimeoutException>(late => late.Cause == "internal" && late.Message.StartsWith("GetListing: after internal at the microservice"));

        (_harness.CancelledAt - started).Should().Be(TimeSpan.FromMilliseconds(1000));
    }

    [TestMethod]
    public async Task Read_MonolithFailsAsFallback_TellsItsOwnError()
    {
        _harness.Fails(StatusCode.Internal);
        _harness.Monolith = _ => throw new InvalidDataException("no such listing");

        await FluentActions.Awaiting(() => _harness.RouteAsync(_request)).Should().ThrowAsync<InvalidDataException>();

        _request.Outcome.ServedBy.Should().Be("monolith-fallback");
    }

    [TestMethod]
    public async Task Read_NotFoundForAQuarantinedRow_IsTheMonoliths()
    {
        using var fallbacks = _harness.Counter("traffic_router.fallbacks");
        _harness.Fails(StatusCode.NotFound);
        var plain = _harness.Route();
        var route = new Route<int, string>("GetListing", Idempotency.Safe)
        {
            Monolith = plain.Monolith,
            Microservice = plain.Microservice,
            IsQuarantined = (id, _) => ValueTask.FromResult(id == 7),
        };

        (await _harness.RunAsync(() => _harness.Router.RouteAsync(route, 7, _request))).Should().Be("monolith");
        await FluentActions.Awaiting(() => _harness.RunAsync(() => _harness.Router.RouteAsync(route, 8, RouterHarness.Request()))).Should().ThrowAsync<RpcException>();

        _request.Outcome.FallbackCause.Should().Be("quarantined");
        fallbacks.GetMeasurementSnapshot().Should().ContainSingle().Which.Tags["traffic_router.cause"].Should().Be("quarantined");
    }

    [TestMethod]
    [DataRow("QUARANTINED", true)]
    [DataRow("NOT_FOUND", false)]
    public async Task Read_NotFoundWithAReason_IsTheMonolithsIfItIsInQuarantine(string reason, bool fallsBack)
    {
        _harness.Script.Add(_ => throw new Google.Rpc.Status
        {
            Code = (int)StatusCode.NotFound,
            Details = { Google.Protobuf.WellKnownTypes.Any.Pack(new Google.Rpc.ErrorInfo { Reason = reason }) },
        }.ToRpcException());

        var read = () => _harness.RouteAsync(_request);

        if (fallsBack)
        {
            (await read()).Should().Be("monolith");
            _request.Outcome.FallbackCause.Should().Be("quarantined");
        }
        else
        {
            await read.Should().ThrowAsync<RpcException>();
            _harness.MonolithCalls.Should().Be(0);
        }

        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Closed, "the service answered");
    }

    [TestMethod]
    public async Task Read_OfACallerInAHurry_EndsByTheCallersDeadlineAndBlamesNobody()
    {
        _harness.Hangs();
        _harness.Monolith = _harness.HangAsync;
        var started = _harness.Time.GetUtcNow();

        for (var call = 0; call < 6; call++)
        {
            var request = new RouteRequest { Subject = RoutingSubject.User(42), Deadline = _harness.Time.GetUtcNow() + TimeSpan.FromMilliseconds(80) };
            await FluentActions.Awaiting(() => _harness.RouteAsync(request)).Should().ThrowAsync<FallbackTimeoutException>();
        }

        var first = _harness.Attempts[0].Options.Deadline!.Value - started.UtcDateTime;
        first.Should().BeLessThanOrEqualTo(TimeSpan.FromMilliseconds(80), "the microservice must know that nobody waits for longer");
        (_harness.Time.GetUtcNow() - started).Should().BeLessThan(TimeSpan.FromMilliseconds(6 * 200), "neither attempts nor fallback go on after the caller's deadline");
        _harness.Operations.Breakers["GetListing"].State.Should().Be(BreakerState.Closed, "an attempt that was cut short says nothing of the microservice");
    }

    [TestMethod]
    public async Task Read_OfACallerWithTime_HasTheRoutersOwn()
    {
        _harness.Answers();
        var request = new RouteRequest { Subject = RoutingSubject.User(42), Deadline = _harness.Time.GetUtcNow() + TimeSpan.FromMinutes(1) };
        var started = _harness.Time.GetUtcNow();

        await _harness.RouteAsync(request);

        (_harness.Attempts[0].Options.Deadline - started.UtcDateTime).Should().Be(CallTimes.ReadAttempt);
    }

    [TestMethod]
    public async Task Read_OutsideTheContract_StaysOnTheMonolith()
    {
        var plain = _harness.Route();
        var route = new Route<int, string>("GetListing", Idempotency.Safe) { Monolith = plain.Monolith, Microservice = plain.Microservice, IsInContract = _ => false };

        (await _harness.Router.RouteAsync(route, 1, _request)).Should().Be("monolith");

        _request.Outcome.Decision.Reason.Should().Be(RoutingReason.OutsideContract);
        _request.Outcome.ServedBy.Should().Be("monolith");
    }

    [TestMethod]
    public async Task Read_RefusedConnection_IsSaidSo()
    {
        _harness.Fails(StatusCode.Unavailable, new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)));

        await _harness.RouteAsync(_request);

        _request.Outcome.FallbackCause.Should().Be("connection_refused");
    }
}

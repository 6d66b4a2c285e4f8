using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;
using StatusCode = Grpc.Core.StatusCode;

namespace Migration.TrafficRouter.Tests.Calls;

[TestClass]
public sealed class WriteTests : IDisposable
{
    private readonly RouterHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [TestMethod]
    [DataRow(StatusCode.Unavailable)]
    [DataRow(StatusCode.DeadlineExceeded)]
    [DataRow(StatusCode.Internal)]
    [DataRow(StatusCode.Unknown)]
    [DataRow(StatusCode.DataLoss)]
    [DataRow(StatusCode.Cancelled)]
    public async Task Write_UnknownOutcome_IsNeverDoneOnTheOtherSide(StatusCode code)
    {
        _harness.Fails(code);

        (await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<OutcomeUnknownException>()).Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(1));

        _harness.Attempts.Should().ContainSingle("without a key it is not repeated either");
        _harness.MonolithCalls.Should().Be(0);
    }

    [TestMethod]
    public async Task Write_ThatHangs_EndsAfter500Milliseconds()
    {
        _harness.Hangs();
        var started = _harness.Time.GetUtcNow();

        (await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<OutcomeUnknownException>()).Which
            .Should().Match<OutcomeUnknownException>(unknown => unknown.Cause == "deadline_exceeded" && unknown.Message.Contains("GetListing at the microservice ended with deadline_exceeded"));

        (_harness.CancelledAt - started).Should().Be(TimeSpan.FromMilliseconds(500));
        _harness.Attempts.Should().ContainSingle().Which.Options.Deadline.Should().Be(started.UtcDateTime + TimeSpan.FromMilliseconds(500));
    }

    [TestMethod]
    public async Task Write_ConnectionRefused_IsDoneByTheMonolith()
    {
        _harness.Fails(StatusCode.Unavailable, new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)));

        await IsDoneByTheMonolithAsync("connection_refused");
    }

    [TestMethod]
    public async Task Write_ConnectionNeverMade_IsDoneByTheMonolith()
    {
        _harness.Fails(StatusCode.Unavailable, new HttpRequestException(HttpRequestError.ConnectionError, "no connection"));

        await IsDoneByTheMonolithAsync("connection_refused");
    }

    [TestMethod]
    public async Task Write_RefusedAsAStream_IsDoneByTheMonolith()
    {
        _harness.Fails(StatusCode.Unavailable, new HttpRequestException("x", new HttpProtocolException(7, "REFUSED_STREAM", null)));

        await IsDoneByTheMonolithAsync("connection_refused");
    }

    [TestMethod]
    public async Task Write_ResetAsAStream_IsNotDoneOnTheOtherSide()
    {
        _harness.Fails(StatusCode.Unavailable, new HttpRequestException("x", new HttpProtocolException(2, "INTERNAL_ERROR", null)));

        await FluentActions.Awaiting(() => _harness.RouteAsync(RouterHarness.Request(), Idempotency.Never)).Should().ThrowAsync<OutcomeUnknownException>();

        _harness.MonolithCalls.Should().Be(0);
    }

    [TestMethod]
    public async Task KeyedWrite_OfARowInQuarantine_IsTheMonolithsFromThenOn()
    {
        _harness.Script.Add(_ => throw Rich(Code.NotFound, new ErrorInfo { Reason = "QUARANTINED" }));

        (await _harness.RouteAsync(RouterHarness.Request("key"), Idempotency.Keyed)).Should().Be("monolith");
        (await _harness.RouteAsync(RouterHarness.Request("key"), Idempotency.Keyed)).Should().Be("monolith");

        _harness.Attempts.Should().ContainSingle("the key belongs to the monolith now");
    }

    [TestMethod]
    public async Task Write_NotStartedByTrailer_IsDoneByTheMonolith()
    {
        _harness.Fails(StatusCode.Unavailable, trailers: new Metadata { { "x-migration-not-started", "true" } });

        await IsDoneByTheMonolithAsync("not_started");
    }

    [TestMethod]
    public async Task Write_NotStartedByErrorInfo_IsDoneByTheMonolith()
    {
        _harness.Script.Add(_ => throw Rich(Code.Unavailable, new ErrorInfo { Reason = "NOT_STARTED" }));

        await IsDoneByTheMonolithAsync("not_started");
    }

    [TestMethod]
    public async Task Write_BreakerOpen_IsDoneByTheMonolith()
    {
        _harness.Fails(StatusCode.Internal);
        for (var call = 0; call < 5; call++)
        {
            await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<OutcomeUnknownException>();
        }

        await IsDoneByTheMonolithAsync("breaker_open");
    }

    [TestMethod]
    public async Task Write_Killed_IsDoneByTheMonolith()
    {
        _harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(100, enabled: false)], _harness.Time.GetTimestamp()));
        var request = RouterHarness.Request();

        (await _harness.RouteAsync(request, Idempotency.Keyed)).Should().Be("monolith");

        request.Outcome.ServedBy.Should().Be("monolith");
    }

    [TestMethod]
    public async Task KeyedWrite_UnknownOutcome_IsRepeatedOnTheSameSideWithTheSameKey()
    {
        _harness.Fails(StatusCode.Unavailable);
        _harness.Answers();
        var request = RouterHarness.Request("key-1");

        (await _harness.RouteAsync(request, Idempotency.Keyed)).Should().Be("microservice");

        _harness.Attempts.Select(call => call.Options.Headers!.GetValue("idempotency-key")).Should().Equal("key-1", "key-1");
    }

    [TestMethod]
    public async Task KeyedWrite_UnknownThenRefusedConnection_StaysUnknown()
    {
        _harness.Fails(StatusCode.Unavailable);
        _harness.Fails(StatusCode.Unavailable, new SocketException((int)SocketError.ConnectionRefused));

        await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>("the first attempt may have been done");

        _harness.MonolithCalls.Should().Be(0);
    }

    [TestMethod]
    public async Task KeyedWrite_UnknownTwiceThenRefusedConnection_StaysUnknown()
    {
        _harness.Fails(StatusCode.Unavailable);
        _harness.Fails(StatusCode.Unavailable);
        _harness.Fails(StatusCode.Unavailable, new SocketException((int)SocketError.ConnectionRefused));

        await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>();

        _harness.Attempts.Should().HaveCount(3);
        _harness.MonolithCalls.Should().Be(0, "either of the first two may have been done");
    }

    [TestMethod]
    public async Task KeyedWrite_RepeatedWhereItWouldGoAnyway_KeepsItsReason()
    {
        _harness.Answers();
        await WriteAsync("key-1");
        var request = RouterHarness.Request("key-1");

        await _harness.RouteAsync(request, Idempotency.Keyed);

        request.Outcome.Decision.Reason.Should().Be(RoutingReason.Percentage);
    }

    [TestMethod]
    public async Task KeyedWrite_UnknownThenBusinessError_IsThatError()
    {
        _harness.Fails(StatusCode.Unavailable);
        _harness.Fails(StatusCode.FailedPrecondition);

        (await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.FailedPrecondition);
    }

    [TestMethod]
    public async Task KeyedWrite_UnknownThenOverloaded_StaysUnknown()
    {
        _harness.Fails(StatusCode.Unavailable);
        _harness.Script.Add(_ => throw Rich(Code.ResourceExhausted, new ErrorInfo { Reason = "OVERLOADED" }));

        await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>();
    }

    [TestMethod]
    public async Task KeyedWrite_RepeatedAfterTheBreakerOpened_IsNotDoneOnTheOtherSide()
    {
        _harness.Fails(StatusCode.Internal);
        for (var call = 0; call < 5; call++)
        {
            await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>();
        }

        (await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>()).Which.Cause.Should().Be("breaker_open");
        _harness.MonolithCalls.Should().Be(0, "the first attempts may have been done over there");
        (await _harness.RouteAsync(RouterHarness.Request("key-2"), Idempotency.Keyed)).Should().Be("monolith", "another key is another write");
    }

    [TestMethod]
    public async Task KeyedWrite_RepeatedAfterAKill_IsNotDoneOnTheOtherSide()
    {
        _harness.Fails(StatusCode.Internal);
        await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>();
        _harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(100, enabled: false)], _harness.Time.GetTimestamp()));

        (await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>()).Which.Cause.Should().Be("kill_switch");

        _harness.MonolithCalls.Should().Be(0);
        _harness.Attempts.Should().ContainSingle("the kill switch is obeyed none the less");
    }

    [TestMethod]
    public async Task KeyedWrite_RepeatedAfterTheUserWasMoved_StaysOnItsSide()
    {
        _harness.Fails(StatusCode.Internal);
        _harness.Answers();
        await FluentActions.Awaiting(() => WriteAsync("key-1")).Should().ThrowAsync<OutcomeUnknownException>();
        _harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(0)], _harness.Time.GetTimestamp()));
        await WriteAsync("key-2");
        var request = RouterHarness.Request("key-1");

        (await _harness.RouteAsync(request, Idempotency.Keyed)).Should().Be("microservice");
        request.Outcome.Decision.Reason.Should().Be(RoutingReason.KeyClaimed);
        request.Outcome.ServedBy.Should().Be("microservice");
        _harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(100)], _harness.Time.GetTimestamp()));
        (await WriteAsync("key-2")).Should().Be("monolith");
    }

    [TestMethod]
    public async Task KeyedWrite_ThatNeverStarted_IsTheMonolithsFromThenOn()
    {
        _harness.Fails(StatusCode.Unavailable, new SocketException((int)SocketError.ConnectionRefused));
        _harness.Answers();
        (await WriteWithoutBudgetAsync("key-1")).Should().Be("monolith");

        (await WriteAsync("key-1")).Should().Be("monolith", "the write was done there");
    }

    [TestMethod]
    public async Task NeverWrite_WithAKey_IsNotRepeated()
    {
        _harness.Fails(StatusCode.Unavailable);

        await FluentActions.Awaiting(() => _harness.RouteAsync(RouterHarness.Request("key-1"), Idempotency.Never)).Should().ThrowAsync<OutcomeUnknownException>();

        _harness.Attempts.Should().ContainSingle();
    }

    [TestMethod]
    [DataRow(StatusCode.Aborted)]
    [DataRow(StatusCode.Unimplemented)]
    [DataRow(StatusCode.ResourceExhausted)]
    [DataRow(StatusCode.NotFound)]
    public async Task Write_TurnedAway_TellsTheError(StatusCode code)
    {
        _harness.Fails(code);

        (await FluentActions.Awaiting(() => WriteAsync()).Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(code);

        _harness.MonolithCalls.Should().Be(0);
    }

    [TestMethod]
    public async Task Overloaded_ReadIsRepeatedAfterWhatItAsksFor()
    {
        var times = new List<DateTimeOffset>();
        _harness.Script.Add(_ =>
        {
            times.Add(_harness.Time.GetUtcNow());
            throw Rich(Code.ResourceExhausted, new ErrorInfo { Reason = "OVERLOADED" }, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(150)) });
        });
        var request = RouterHarness.Request();

        (await _harness.RouteAsync(request)).Should().Be("monolith");

        request.Outcome.FallbackCause.Should().Be("overloaded");
        times.Should().HaveCount(3);
        (times[1] - times[0]).Should().Be(TimeSpan.FromMilliseconds(150));
    }

    [TestMethod]
    public async Task Overloaded_AsksForLongerThanTheCallHas_IsNotRepeated()
    {
        _harness.Script.Add(_ => throw Rich(Code.ResourceExhausted, new ErrorInfo { Reason = "OVERLOADED" }, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) }));

        (await _harness.RouteAsync(RouterHarness.Request())).Should().Be("monolith");

        _harness.Attempts.Should().ContainSingle();
    }

    [TestMethod]
    public async Task Write_Position_IsWhatTheDelegateSays()
    {
        _harness.Script.Add(call =>
        {
            call.Position = "16/B374D848";
            return Task.FromResult("done");
        });
        var request = RouterHarness.Request();

        await _harness.RouteAsync(request, Idempotency.Keyed);

        request.Outcome.Position.Should().Be("16/B374D848");
        request.Outcome.ServedSide.Should().Be(Side.Microservice);
    }

    [TestMethod]
    public async Task Write_CarriesTheCallersMetadata()
    {
        _harness.Answers();
        var request = new RouteRequest { Subject = RoutingSubject.User(1), Metadata = new Metadata { { "authorization", "Bearer x" } } };

        await _harness.RouteAsync(request, Idempotency.Keyed);

        _harness.Attempts[0].Options.Headers!.GetValue("authorization").Should().Be("Bearer x");
        _harness.Attempts[0].Options.Headers!.GetValue("idempotency-key").Should().BeNull();
    }

    [TestMethod]
    public async Task Write_IsNotHeldByAPin()
    {
        _harness.Answers();
        var request = new RouteRequest { Subject = RoutingSubject.User(1), Override = new RoutingOverride(null, Side.Monolith) };

        (await _harness.RouteAsync(request, Idempotency.Keyed)).Should().Be("microservice");
    }

    private async Task IsDoneByTheMonolithAsync(string cause)
    {
        var before = _harness.MonolithCalls;
        var request = RouterHarness.Request();

        (await _harness.RouteAsync(request, Idempotency.Keyed)).Should().Be("monolith");

        request.Outcome.ServedBy.Should().Be("monolith-fallback");
        request.Outcome.FallbackCause.Should().Be(cause);
        (_harness.MonolithCalls - before).Should().Be(1);
    }

    private Task<string> WriteAsync(string? key = null) => _harness.RouteAsync(RouterHarness.Request(key), Idempotency.Keyed);

    private Task<string> WriteWithoutBudgetAsync(string key)
    {
        // No retry, so that the first attempt decides.
        for (var retry = 0; retry < 100; retry++)
        {
            _harness.Budget.TryRetry();
        }

        return WriteAsync(key);
    }

    private static RpcException Rich(Code code, params Google.Protobuf.IMessage[] details)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "no" };
        status.Details.AddRange(details.Select(Any.Pack));
        return status.ToRpcException();
    }
}

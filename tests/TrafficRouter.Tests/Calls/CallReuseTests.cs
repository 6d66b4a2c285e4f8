using System.Net.Sockets;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Tests.Fixture;
using StatusCode = Grpc.Core.StatusCode;

namespace Migration.TrafficRouter.Tests.Calls;

/// <summary>Calls go one after the other through the same objects, and know nothing of each other.</summary>
[TestClass]
public sealed class CallReuseTests : IDisposable
{
    private readonly RouterHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [TestMethod]
    public async Task Write_AfterOneWhoseFirstAttemptIsUnknown_IsJudgedByItsOwnAttempts()
    {
        _harness.Fails(StatusCode.Unavailable);
        _harness.Answers();
        await _harness.RouteAsync(RouterHarness.Request("key-1"), Idempotency.Keyed);
        _harness.Fails(StatusCode.Unavailable, new SocketException((int)SocketError.ConnectionRefused));
        var request = RouterHarness.Request("key-2");

        (await _harness.RouteAsync(request, Idempotency.Keyed)).Should().Be("monolith", "nothing of this one can have been done");

        request.Outcome.Attempts.Should().Be(3);
    }

    [TestMethod]
    public async Task Calls_ManyAtOnce_EachGetItsOwnAnswer()
    {
        var route = new Route<int, int>("GetListing", Idempotency.Safe)
        {
            Monolith = (_, _) => Task.FromResult(-1),
            Microservice = async (number, _) =>
            {
                await Task.Yield();
                return number;
            },
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(number => Task.Run(() => _harness.Router.RouteAsync(route, number, RouterHarness.Request()))));

        answers.Should().Equal(Enumerable.Range(0, 2_000));
    }

    [TestMethod]
    public async Task Call_ThatHasEnded_IsUsedForTheNext()
    {
        var calls = _harness.Route().Calls;
        var call = calls.Get();
        calls.Return(call);
        _harness.Answers();

        await _harness.RouteAsync(RouterHarness.Request());

        calls.Get().Should().BeSameAs(call);
    }

    [TestMethod]
    public async Task Caller_WhoLeavesAfterTheAnswer_EndsNothingAnyMore()
    {
        using var leaving = new CancellationTokenSource();
        _harness.Answers();
        await _harness.RouteAsync(RouterHarness.CancellableRequest(leaving.Token));

        FluentActions.Invoking(leaving.Cancel).Should().NotThrow("what it would end belongs to another call by now");
    }

    [TestMethod]
    public void Return_OfACall_LetsGoOfItsRequestAndItsAnswer()
    {
        var route = _harness.Route();
        var call = route.Calls.Get();
        call.Begin(1, RouterHarness.Request(), _harness.Time, started: 1);
        _harness.Answers();
        call.NextAttempt();
        call.BeginAttemptAsync(CancellationToken.None).IsCompletedSuccessfully.Should().BeTrue();
        call.EndAttempt();
        call.LeaveAttempt();
        call.Result.Should().Be("microservice");

        route.Calls.Return(call);

        route.Calls.Get().Should().BeSameAs(call);
        call.Request.Should().BeNull();
        call.Result.Should().BeNull();
        call.Attempts.Should().Be(0);
    }
}

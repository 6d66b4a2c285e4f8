using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Grpc.Core;
using Migration.FaultProxy.Tests.Fixture;
using Migration.TestSupport;

namespace Migration.FaultProxy.Tests.Grpc;

/// <summary>What is done to single calls, as a gRPC client sees it.</summary>
[TestClass]
public sealed class GrpcFaultsTests(TestContext testContext) : ProxyTest(testContext)
{
    private EchoServer _server = null!;
    private string _address = null!;
    private Echo.EchoClient _client = null!;

    [TestInitialize]
    public async Task ConnectThroughTheProxyAsync()
    {
        _server = Keep(await EchoServer.StartAsync(CancellationToken, Keep(new HeldPort()).Number));
        _address = await Host.CreateProxyAsync(_server.Address, "grpc");
        _client = new Echo.EchoClient(Keep(EchoServer.Connect(_address)));
    }

    [TestMethod]
    public async Task NoFault_EachKindOfCall_PassesUnchanged()
    {
        using var say = _client.SayAsync(new Words { Text = "šta" }, new Metadata { { "x-custom", "kept" } }, Deadline(), CancellationToken);
        (await say).Text.Should().Be("šta");
        say.GetTrailers().GetValue("said-by").Should().Be("echo");
        _server.Service.Heard.Single().Headers.GetValue("x-custom").Should().Be("kept");

        (await RepeatAsync(3)).Should().HaveCount(3);

        using var collect = _client.Collect(cancellationToken: CancellationToken);
        await collect.RequestStream.WriteAsync(new Words(), CancellationToken);
        await collect.RequestStream.WriteAsync(new Words(), CancellationToken);
        await collect.RequestStream.CompleteAsync();
        (await collect).Times.Should().Be(2);
    }

    [TestMethod]
    public async Task NoFault_Conversation_GoesBothWaysAtOnce()
    {
        using var talk = _client.Talk(cancellationToken: CancellationToken);
        foreach (var text in new[] { "one", "two" })
        {
            await talk.RequestStream.WriteAsync(new Words { Text = text }, CancellationToken);
            (await talk.ResponseStream.MoveNext(CancellationToken)).Should().BeTrue("the answer must come before the client has finished");
            talk.ResponseStream.Current.Text.Should().Be(text);
        }

        await talk.RequestStream.CompleteAsync();
        (await talk.ResponseStream.MoveNext(CancellationToken)).Should().BeFalse();
    }

    [TestMethod]
    public async Task NoFault_StatusOfTheServer_PassesUnchanged()
    {
        var call = async () => await _client.RefuseAsync(new Words(), cancellationToken: CancellationToken);

        var failure = (await call.Should().ThrowAsync<RpcException>()).Which;
        failure.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        failure.Status.Detail.Should().Be("not ž today");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Status_OfTheFirstTwoCalls_IsAnsweredAndTheThirdPasses(bool trailersOnly)
    {
        await Host.AddFaultAsync(new
        {
            type = "status",
            method = "echo.v1.Echo/Say",
            first = 2,
            attributes = new { code = "ABORTED", message = "čekaj 100 %", trailers_only = trailersOnly, trailers = new JsonObject { ["grpc-retry-pushback-ms"] = "7" } },
        });

        for (var call = 0; call < 2; call++)
        {
            var failure = (await FluentCall(SayAsync).Should().ThrowAsync<RpcException>()).Which;
            failure.StatusCode.Should().Be(StatusCode.Aborted);
            failure.Status.Detail.Should().Be("čekaj 100 %");
            failure.Trailers.GetValue("grpc-retry-pushback-ms").Should().Be("7");
        }

        (await SayAsync()).Text.Should().Be("hello");
        _server.Service.Heard.Should().ContainSingle("the first two must not have reached the server");
        var fault = (await Host.GetAsync("/proxies/p/grpc/faults/status")).Json;
        (fault.GetProperty("seen").GetInt32(), fault.GetProperty("struck").GetInt32()).Should().Be((3, 2));
    }

    [TestMethod]
    public async Task Status_OfEveryThirdCall_LeavesTheOthersAlone()
    {
        await Host.AddFaultAsync(new { type = "status", method = "Say", every = 3 });

        var statuses = new List<StatusCode>();
        for (var call = 0; call < 6; call++)
        {
            statuses.Add(await StatusOfAsync(SayAsync()));
        }

        statuses.Should().Equal(StatusCode.OK, StatusCode.OK, StatusCode.Unavailable, StatusCode.OK, StatusCode.OK, StatusCode.Unavailable);
    }

    [TestMethod]
    public async Task Status_AfterTheCall_LosesTheAnswerOfWorkThatWasDone()
    {
        await Host.AddFaultAsync(new { type = "status", attributes = new { code = "4", after_call = true } });

        (await StatusOfAsync(SayAsync())).Should().Be(StatusCode.DeadlineExceeded);

        _server.Service.Heard.Should().ContainSingle("the server must have done the work");
    }

    [TestMethod]
    public async Task Status_OfAnotherMethod_LeavesThisOneAlone()
    {
        await Host.AddFaultAsync(new { type = "status", method = "echo.v1.Echo/Repeat" });

        (await StatusOfAsync(SayAsync())).Should().Be(StatusCode.OK);
    }

    [TestMethod]
    public async Task Delay_LongerThanTheDeadline_IsTheCallersDeadline()
    {
        await Host.AddFaultAsync(new { type = "delay", method = "echo.v1.Echo/*", attributes = new { delay = 600_000 } });

        var call = _client.SayAsync(new Words(), deadline: DateTime.UtcNow.AddMilliseconds(300), cancellationToken: CancellationToken);

        (await StatusOfAsync(call.ResponseAsync)).Should().Be(StatusCode.DeadlineExceeded);
        _server.Service.Heard.Should().BeEmpty("a call that was given up must not reach the server");
    }

    [TestMethod]
    public async Task Delay_TakenAway_LetsTheCallGo()
    {
        await Host.AddFaultAsync(new { type = "delay", attributes = new { delay = 600_000 } });
        var call = SayAsync();
        await Eventually(async () => (await Host.GetAsync("/proxies/p/grpc/faults/delay")).Json.GetProperty("seen").GetInt32() == 1);

        await Host.DeleteAsync("/proxies/p/grpc/faults/delay");

        (await call).Text.Should().Be("hello");
    }

    [TestMethod]
    public async Task Reset_ByDefault_RefusesTheStream()
    {
        await Host.AddFaultAsync(new { type = "reset", attributes = new { error_code = 11 } });

        (await StatusOfAsync(SayAsync())).Should().Be(StatusCode.ResourceExhausted, "code 11 is ENHANCE_YOUR_CALM");
        _server.Service.Heard.Should().BeEmpty();
    }

    [TestMethod]
    public async Task HalfClose_AfterTwoMessages_EndsTheAnswerWithoutStatus()
    {
        await Host.AddFaultAsync(new { type = "half_close", attributes = new { after_messages = 2 } });
        using var call = _client.Repeat(new Words { Text = "again", Times = 5 }, cancellationToken: CancellationToken);

        var received = 0;
        var read = async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken))
            {
                received++;
            }
        };

        var failure = (await read.Should().ThrowAsync<RpcException>()).Which;
        received.Should().Be(2);
        failure.StatusCode.Should().Be(StatusCode.Cancelled, "that is what this client says of a call without status");
    }

    [TestMethod]
    public async Task HalfClose_OfTheRequest_EndsItForTheServer()
    {
        await Host.AddFaultAsync(new { type = "half_close", attributes = new { stream = "upstream", after_messages = 1 } });
        using var call = _client.Collect(cancellationToken: CancellationToken);
        await call.RequestStream.WriteAsync(new Words(), CancellationToken);

        (await call).Times.Should().Be(1, "the server must take the request for finished after one message");
    }

    [TestMethod]
    public async Task Stall_AfterOneMessage_HoldsTheRestUntilTakenAway()
    {
        await Host.AddFaultAsync(new { type = "stall", attributes = new { after_messages = 1 } });
        using var call = _client.Repeat(new Words { Text = "again", Times = 3 }, cancellationToken: CancellationToken);
        (await call.ResponseStream.MoveNext(CancellationToken)).Should().BeTrue();
        var second = call.ResponseStream.MoveNext(CancellationToken);
        second.IsCompleted.Should().BeFalse("the stream must stand still");

        await Host.DeleteAsync("/proxies/p/grpc/faults");

        (await second).Should().BeTrue();
        (await call.ResponseStream.MoveNext(CancellationToken)).Should().BeTrue();
        (await call.ResponseStream.MoveNext(CancellationToken)).Should().BeFalse();
    }

    [TestMethod]
    public async Task Toxic_OnAGrpcProxy_WorksOnItsBytes()
    {
        await SayAsync();
        await Host.AddToxicAsync("latency", new { latency = 600_000 });

        // Time enough for a call on a connection that is open already, were it not for the toxic.
        var call = _client.SayAsync(new Words(), deadline: DateTime.UtcNow.AddSeconds(1), cancellationToken: CancellationToken);

        (await StatusOfAsync(call.ResponseAsync)).Should().Be(StatusCode.DeadlineExceeded);
    }

    [TestMethod]
    public async Task Server_GoneAndBack_IsUnavailableAndServedAgain()
    {
        (await StatusOfAsync(SayAsync())).Should().Be(StatusCode.OK);
        var port = IPEndPoint.Parse(_server.Address).Port;
        await _server.DisposeAsync();

        // The first call may end as INTERNAL: the kernel tells of a reset once, and where the client's writer hears it, its reader sees a server that
        // has not finished the handshake.
        await Eventually(() => StatusOfAsync(SayAsync()), status => status == StatusCode.Unavailable);
        Keep(await EchoServer.StartAsync(CancellationToken, port));

        (await SayAsync()).Text.Should().Be("hello");
    }

    [TestMethod]
    public async Task Server_Away_ResetsTheConnectionsThatComeMeanwhile()
    {
        await _server.DisposeAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        var connectAndReceive = async () =>
        {
            await socket.ConnectAsync(IPEndPoint.Parse(_address), CancellationToken);
            await socket.ReceiveAsync(new byte[1], CancellationToken);
        };

        (await connectAndReceive.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(
            SocketError.ConnectionReset, "of a connection that only ends an HTTP/2 client says that the server broke the protocol");
    }

    [TestMethod]
    public async Task Calls_ThatWentThrough_AreRecordedWithoutCredentials()
    {
        using var trace = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        var headers = new Metadata { { "authorization", "Bearer secret" } };
        await _client.SayAsync(new Words(), headers, Deadline(), CancellationToken);

        var calls = await Eventually(async () => (await Host.GetAsync("/proxies/p/grpc/calls?method=Say")).Json, calls => calls.GetArrayLength() == 1);

        calls[0].GetProperty("method").GetString().Should().Be("echo.v1.Echo/Say");
        calls[0].GetProperty("status").GetInt32().Should().Be(0);
        var recorded = calls[0].GetProperty("headers");
        recorded.GetProperty("traceparent").GetString().Should().NotBeNull()
            .And.Be(_server.Service.Heard.Single().Headers.GetValue("traceparent"), "a proxy is no step of the trace");
        recorded.TryGetProperty("grpc-timeout", out _).Should().BeTrue();
        recorded.GetRawText().Should().NotContain("secret");
    }

    /// <summary>As callers do whose time is over. The server has lost nothing, so neither may the connection's other calls.</summary>
    [TestMethod]
    public async Task Client_ThatLeavesManyCalls_KeepsTheOthersOfItsConnection()
    {
        using var talk = _client.Talk(cancellationToken: CancellationToken);
        for (var round = 0; round < 20; round++)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
            var calls = Enumerable.Range(0, 50).Select(_ => _client.Collect(cancellationToken: leaving.Token)).ToList();
            await Task.WhenAll(calls.Select(call => call.RequestStream.WriteAsync(new Words(), CancellationToken)));
            await leaving.CancelAsync();
            calls.ForEach(call => call.Dispose());

            await talk.RequestStream.WriteAsync(new Words { Times = round }, CancellationToken);
            (await talk.ResponseStream.MoveNext(CancellationToken)).Should().BeTrue();
            talk.ResponseStream.Current.Times.Should().Be(round);
        }
    }

    [TestMethod]
    public async Task TwoHundredCalls_AtOnce_AreAllAnswered()
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => SayAsync()));

        calls.Should().OnlyContain(words => words.Text == "hello");
    }

    private static Func<Task> FluentCall(Func<Task<Words>> call) => call;

    private static DateTime Deadline() => DateTime.UtcNow.AddSeconds(30);

    private static async Task<StatusCode> StatusOfAsync(Task<Words> call)
    {
        try
        {
            await call.WaitAsync(Timeout.InfiniteTimeSpan);
            return StatusCode.OK;
        }
        catch (RpcException failure)
        {
            return failure.StatusCode;
        }
    }

    private async Task<Words> SayAsync() => await _client.SayAsync(new Words { Text = "hello" }, cancellationToken: CancellationToken);

    private async Task<List<Words>> RepeatAsync(int times)
    {
        using var call = _client.Repeat(new Words { Times = times }, cancellationToken: CancellationToken);
        return await call.ResponseStream.ReadAllAsync(CancellationToken).ToListAsync(CancellationToken);
    }

    private Task<bool> Eventually(Func<Task<bool>> holds) => Eventually(holds, value => value);

    private async Task<T> Eventually<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        while (true)
        {
            var value = await read();
            if (holds(value))
            {
                return value;
            }

            await Task.Delay(20, CancellationToken);
        }
    }
}

using System.Diagnostics;
using System.Net.Sockets;
using Migration.FaultProxy.Tests.Fixture;

namespace Migration.FaultProxy.Tests.Toxics;

/// <summary>Each toxic on real sockets. Times have a lower bound, which is the toxic's, and none above, which would be the machine's.</summary>
[TestClass]
public sealed class ToxicsTests(TestContext testContext) : ProxyTest(testContext)
{
    [TestMethod]
    public async Task NoToxic_MuchBothWays_ArrivesUnchanged()
    {
        var (client, server) = await ConnectAsync();
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(number => $"{number},"));

        await Task.WhenAll(
            SendAsync(client, text), SendAsync(server, text),
            Task.Run(async () => (await ReceiveAsync(client, text.Length)).Should().Be(text), CancellationToken),
            Task.Run(async () => (await ReceiveAsync(server, text.Length)).Should().Be(text), CancellationToken));
    }

    [TestMethod]
    public async Task NoToxic_ClientHasFinished_ServerCanStillAnswer()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(client, "question");
        client.Shutdown(SocketShutdown.Send);

        (await ReceiveAsync(server, 100)).Should().Be("question", "the server must see the client's end");
        await SendAsync(server, "answer");
        server.Shutdown(SocketShutdown.Send);

        (await ReceiveAsync(client, 100)).Should().Be("answer");
    }

    [TestMethod]
    public async Task NoToxic_ServerResets_ClientIsReset()
    {
        var (client, server) = await ConnectAsync();
        server.LingerState = new LingerOption(enable: true, seconds: 0);
        server.Close();

        await ShouldBeResetAsync(client);
    }

    [TestMethod]
    public async Task NoToxic_ServerResetsWhileTheClientSends_ClientIsReset()
    {
        using var server = new ByteServer();
        var address = await Host.CreateProxyAsync(server.Address);

        // The proxy may learn of the reset by sending or by receiving, as it happens: many connections, so that both do.
        for (var connection = 0; connection < 400; connection++)
        {
            using var client = await Host.ConnectAsync(address);
            using var accepted = await server.AcceptAsync(CancellationToken);
            accepted.LingerState = new LingerOption(enable: true, seconds: 0);
            await SendAsync(client, "x");
            accepted.Close();

            await ShouldBeResetAsync(client);
        }
    }

    [TestMethod]
    public async Task NoToxic_ServerIsAway_ClientIsReset()
    {
        var address = await Host.CreateProxyAsync("127.0.0.1:1");

        // The proxy resets at once: on loopback that may already be there when the connect is answered.
        var connectAndReceive = async () =>
        {
            using var client = await Host.ConnectAsync(address);
            await client.ReceiveAsync(new byte[1], CancellationToken);
        };
        (await connectAndReceive.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(SocketError.ConnectionReset);
    }

    [TestMethod]
    [DataRow("upstream")]
    [DataRow("downstream")]
    public async Task Latency_AddedToALiveConnection_DelaysThatDirection(string stream)
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("latency", new { latency = 300, jitter = 0 }, stream);
        var (from, to) = stream == "upstream" ? (client, server) : (server, client);

        var clock = Stopwatch.StartNew();
        await SendAsync(from, "late");
        (await ReceiveAsync(to, 4)).Should().Be("late");

        clock.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(299));
    }

    [TestMethod]
    public async Task Latency_TakenAwayWhileBytesWait_LetsThemGo()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("latency", new { latency = 600_000 });
        await SendAsync(server, "at last");

        await Host.DeleteAsync("/proxies/p/toxics/latency_downstream");

        (await ReceiveAsync(client, 7)).Should().Be("at last");
    }

    [TestMethod]
    public async Task Latency_ChangedWhileBytesWait_CountsFromTheirArrival()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("latency", new { latency = 600_000 });
        await SendAsync(server, "sooner");

        await Host.PostAsync("/proxies/p/toxics/latency_downstream", """{"attributes":{"latency":1}}""");

        (await ReceiveAsync(client, 6)).Should().Be("sooner");
    }

    [TestMethod]
    public async Task Toxicity_OfZero_TakesHoldOfNoConnection()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("timeout", new { timeout = 0 }, toxicity: 0);

        await SendAsync(server, "through");

        (await ReceiveAsync(client, 7)).Should().Be("through");
    }

    [TestMethod]
    public async Task Bandwidth_Of100KilobytesASecond_TakesItsTime()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("bandwidth", new { rate = 100 });
        var text = new string('x', 40_000);

        var clock = Stopwatch.StartNew();
        await SendAsync(server, text);
        (await ReceiveAsync(client, text.Length)).Should().Be(text);

        clock.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(395), "40 kB at 100 kB/s take 400 ms");
    }

    [TestMethod]
    public async Task Timeout_OfZero_SwallowsDataAndClosesWhenTakenAway()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("timeout", new { timeout = 0 });
        await SendAsync(server, "lost");
        await SendAsync(client, "other direction");
        (await ReceiveAsync(server, 15)).Should().Be("other direction");
        client.Available.Should().Be(0);

        await Host.DeleteAsync("/proxies/p/toxics/timeout_downstream");

        (await ReceiveAsync(client, 1)).Should().BeEmpty("what comes after lost bytes would be nonsense");
    }

    [TestMethod]
    public async Task Timeout_Of200Milliseconds_ClosesAnIdleConnection()
    {
        var (client, _) = await ConnectAsync();
        var clock = Stopwatch.StartNew();
        await Host.AddToxicAsync("timeout", new { timeout = 200 });

        (await ReceiveAsync(client, 1)).Should().BeEmpty();

        clock.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(195));
    }

    [TestMethod]
    public async Task ResetPeer_OnTheNextBytes_ResetsTheClient()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("reset_peer", new { timeout = 0 });

        await SendAsync(server, "never");

        await ShouldBeResetAsync(client);
        await ShouldBeResetAsync(server);
    }

    [TestMethod]
    public async Task Slicer_OfTenBytes_PausesBetweenPiecesAndLosesNothing()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("slicer", new { average_size = 10, size_variation = 0, delay = 50_000 });

        var clock = Stopwatch.StartNew();
        await SendAsync(server, "0123456789abcdefghijABCDEFGHIJ_______end");
        (await ReceiveAsync(client, 40)).Should().Be("0123456789abcdefghijABCDEFGHIJ_______end");

        clock.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(149), "between four pieces lie three pauses of 50 ms");
    }

    [TestMethod]
    public async Task Slicer_OfVaryingSize_LosesNothing()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("slicer", new { average_size = 10, size_variation = 4 });
        var text = string.Concat(Enumerable.Range(0, 2_000).Select(number => $"{number},"));

        await SendAsync(server, text);

        (await ReceiveAsync(client, text.Length)).Should().Be(text);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    public async Task LimitData_OfSoManyBytes_LetsThatManyPassAndCloses(int bytes)
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("limit_data", new { bytes });

        await SendAsync(server, "123456789");

        (await ReceiveAsync(client, 100)).Should().Be("123456789"[..bytes]);
    }

    [TestMethod]
    public async Task LimitData_RaisedOnALiveConnection_CountsWhatHasPassed()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("limit_data", new { bytes = 10 });
        await SendAsync(server, "12345");
        (await ReceiveAsync(client, 5)).Should().Be("12345");

        await Host.PostAsync("/proxies/p/toxics/limit_data_downstream", """{"attributes":{"bytes":7}}""");
        await SendAsync(server, "6789");

        (await ReceiveAsync(client, 100)).Should().Be("67");
    }

    [TestMethod]
    public async Task SlowClose_Of300Milliseconds_DelaysTheEndAlone()
    {
        var (client, server) = await ConnectAsync();
        await Host.AddToxicAsync("slow_close", new { delay = 300 });
        await SendAsync(server, "bye");
        (await ReceiveAsync(client, 3)).Should().Be("bye");

        var clock = Stopwatch.StartNew();
        server.Shutdown(SocketShutdown.Send);
        (await ReceiveAsync(client, 1)).Should().BeEmpty();

        clock.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(299));
    }

    [TestMethod]
    public async Task TwoToxics_OfOneDirection_AddUp()
    {
        var (client, server) = await ConnectAsync();
        await Host.PostAsync("/proxies/p/toxics", """{"name":"one","type":"latency","attributes":{"latency":150}}""");
        await Host.PostAsync("/proxies/p/toxics", """{"name":"two","type":"latency","attributes":{"latency":150}}""");

        var clock = Stopwatch.StartNew();
        await SendAsync(server, "later");
        (await ReceiveAsync(client, 5)).Should().Be("later");

        clock.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(299));
    }

    private async Task ShouldBeResetAsync(Socket socket)
    {
        var receive = async () => await socket.ReceiveAsync(new byte[1], CancellationToken);
        (await receive.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(SocketError.ConnectionReset);
    }
}

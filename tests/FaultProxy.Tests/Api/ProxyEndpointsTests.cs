using System.Net;
using System.Net.Sockets;
using Migration.FaultProxy.Tests.Fixture;

namespace Migration.FaultProxy.Tests.Api;

[TestClass]
public sealed class ProxyEndpointsTests(TestContext testContext) : ProxyTest(testContext)
{
    [TestMethod]
    public async Task Proxies_InAFreshService_AreNone() => (await Host.GetAsync("/proxies")).Body.Should().Be("{}");

    [TestMethod]
    public async Task Version_Asked_IsThatOfAToxiproxy2() => (await Host.GetAsync("/version")).Json.GetProperty("version").GetString().Should().StartWith("2.");

    [TestMethod]
    public async Task Create_WithPort0_AnswersWithTheAddressInUse()
    {
        var answer = await Host.PostAsync("/proxies", """{"name":"mysql","listen":"127.0.0.1:0","upstream":"localhost:20001"}""");

        answer.Status.Should().Be(HttpStatusCode.Created);
        var listen = answer.Json.GetProperty("listen").GetString()!;
        listen.Should().MatchRegex("^127\\.0\\.0\\.1:[1-9][0-9]*$");
        answer.Body.Should().Be($$"""{"name":"mysql","listen":"{{listen}}","upstream":"localhost:20001","enabled":true,"toxics":[]}""");
        (await Host.GetAsync("/proxies")).Body.Should().Be($$"""{"mysql":{{answer.Body}}}""");
        (await Host.GetAsync("/proxies/mysql")).Body.Should().Be(answer.Body);
    }

    [TestMethod]
    [DataRow("{", "bad request body: ")]
    [DataRow("", "bad request body: ")]
    [DataRow("null", "bad request body: null")]
    [DataRow("""{"name":1}""", "bad request body: ")]
    [DataRow("{}", "missing required field: name")]
    [DataRow("""{"name":"p"}""", "missing required field: upstream")]
    [DataRow("""{"name":"p","upstream":"nowhere"}""", "bad request body: upstream 'nowhere' is no address")]
    [DataRow("""{"name":"p","upstream":"localhost:0"}""", "bad request body: upstream 'localhost:0': port 0")]
    [DataRow("""{"name":"p","upstream":"localhost:1","listen":"127.0.0.1:70000"}""", "bad request body: listen '127.0.0.1:70000' is no address")]
    [DataRow("""{"name":"p","upstream":"localhost:1","listen":"some.where:1"}""", "bad request body: listen 'some.where:1': 'some.where' is no IP address")]
    [DataRow("""{"name":"p","upstream":"localhost:1","protocol":"udp"}""", "bad request body: protocol 'udp' is unknown")]
    public async Task Create_OfWhatCannotBe_SaysWhyAndCreatesNothing(string body, string error)
    {
        var answer = await Host.PostAsync("/proxies", body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().StartWith(error);
        answer.Json.GetProperty("status").GetInt32().Should().Be(400);
        (await Host.GetAsync("/proxies")).Body.Should().Be("{}");
    }

    [TestMethod]
    public async Task Create_OfANameThatIsTaken_IsAConflict()
    {
        await Host.CreateProxyAsync("localhost:1");

        var answer = await Host.PostAsync("/proxies", """{"name":"p","upstream":"localhost:2"}""");

        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.Body.Should().Be("""{"error":"proxy already exists","status":409}""");
    }

    [TestMethod]
    public async Task Create_OnAPortThatIsTaken_NamesTheAddress()
    {
        var taken = await Host.CreateProxyAsync("localhost:1");

        var answer = await Host.PostAsync("/proxies", $$"""{"name":"q","upstream":"localhost:2","listen":"{{taken}}"}""");

        answer.Status.Should().Be(HttpStatusCode.InternalServerError);
        answer.Error.Should().StartWith($"listen {taken}: ").And.EndWith("choose another port, or 0 for a free one");
        (await Host.GetAsync("/proxies/q")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Show_OfAnUnknownProxy_IsNotFound()
        => (await Host.GetAsync("/proxies/none")).Should().Be(new Answer(HttpStatusCode.NotFound, """{"error":"proxy not found","status":404}"""));

    [TestMethod]
    [DataRow("POST")]
    [DataRow("PATCH")]
    public async Task Update_ToDisabled_RefusesConnectionsAndEndsThoseThatAreOpen(string method)
    {
        var (client, server) = await ConnectAsync();
        var address = client.RemoteEndPoint!.ToString()!;

        var answer = await Host.SendAsync(new HttpMethod(method), "/proxies/p", """{"enabled":false}""");

        answer.Json.GetProperty("enabled").GetBoolean().Should().BeFalse();
        (await ReceiveAsync(client, 1)).Should().BeEmpty("the client's connection must be closed");
        (await ReceiveAsync(server, 1)).Should().BeEmpty("the server's connection must be closed");
        var connect = async () => await Host.ConnectAsync(address);
        (await connect.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
    }

    [TestMethod]
    public async Task Update_ToEnabledAgain_ListensWhereItDid()
    {
        var server = Keep(new ByteServer());
        var address = await Host.CreateProxyAsync(server.Address);
        await Host.PostAsync("/proxies/p", """{"enabled":false}""");

        var answer = await Host.PostAsync("/proxies/p", """{"enabled":true}""");

        answer.Json.GetProperty("listen").GetString().Should().Be(address);
        var (client, accepted) = await ConnectAsync(server, address);
        await SendAsync(client, "hello");
        (await ReceiveAsync(accepted, 5)).Should().Be("hello");
    }

    [TestMethod]
    public async Task Update_OfTheUpstream_EndsConnectionsAndLeadsToTheNewServer()
    {
        var (client, _) = await ConnectAsync();
        var address = client.RemoteEndPoint!.ToString()!;
        var other = Keep(new ByteServer());

        await Host.PostAsync("/proxies/p", $$"""{"upstream":"{{other.Address}}"}""");

        (await ReceiveAsync(client, 1)).Should().BeEmpty("its server is no longer the proxy's");
        var (again, server) = await ConnectAsync(other, address);
        await SendAsync(again, "hello");
        (await ReceiveAsync(server, 5)).Should().Be("hello");
    }

    [TestMethod]
    public async Task Update_ToAnAddressThatIsTaken_LeavesTheProxyAsItWas()
    {
        var (client, server) = await ConnectAsync();
        var taken = await Host.CreateProxyAsync("localhost:1", name: "q");

        var answer = await Host.PostAsync("/proxies/p", $$"""{"listen":"{{taken}}"}""");

        answer.Status.Should().Be(HttpStatusCode.InternalServerError);
        await SendAsync(client, "still here");
        (await ReceiveAsync(server, 10)).Should().Be("still here");
    }

    [TestMethod]
    public async Task Delete_OfAProxy_FreesItsPort()
    {
        var address = await Host.CreateProxyAsync("localhost:1");

        var answer = await Host.DeleteAsync("/proxies/p");

        answer.Status.Should().Be(HttpStatusCode.NoContent);
        (await Host.DeleteAsync("/proxies/p")).Status.Should().Be(HttpStatusCode.NotFound);
        (await Host.PostAsync("/proxies", $$"""{"name":"q","upstream":"localhost:1","listen":"{{address}}"}""")).Status.Should().Be(HttpStatusCode.Created);
    }

    [TestMethod]
    public async Task Populate_WithSameNewAndChanged_KeepsCreatesAndReplaces()
    {
        var (client, server) = await ConnectAsync();
        var known = await Host.GetAsync("/proxies/p");
        await Host.CreateProxyAsync("localhost:1", name: "q");

        var answer = await Host.PostAsync("/populate", $$"""
            [
              {"name":"p","listen":"{{known.Json.GetProperty("listen")}}","upstream":"{{known.Json.GetProperty("upstream")}}"},
              {"name":"q","upstream":"localhost:2"},
              {"name":"r","upstream":"localhost:3","enabled":false}
            ]
            """);

        answer.Status.Should().Be(HttpStatusCode.Created);
        var proxies = answer.Json.GetProperty("proxies").EnumerateArray().ToList();
        proxies.Select(proxy => proxy.GetProperty("upstream").GetString()).Should().EndWith(["localhost:2", "localhost:3"]);
        proxies[2].GetProperty("enabled").GetBoolean().Should().BeFalse();
        await SendAsync(client, "still here");
        (await ReceiveAsync(server, 10)).Should().Be("still here", "what is as asked for must not be disturbed");
    }

    [TestMethod]
    [DataRow("""[{"name":"a","upstream":"localhost:1"},{"upstream":"localhost:1"}]""", "missing required field: name at proxy 2")]
    [DataRow("""[{"name":"a","upstream":"localhost:1"},{"name":"b"}]""", "missing required field: upstream at proxy 2")]
    [DataRow("""[{"name":"a","upstream":"localhost:1"},{"name":"a","upstream":"localhost:2"}]""", "bad request body: proxy 'a' is there twice")]
    public async Task Populate_WithOneThatCannotBe_ChangesNothing(string body, string error)
    {
        var answer = await Host.PostAsync("/populate", body);

        answer.Error.Should().Be(error);
        (await Host.GetAsync("/proxies")).Body.Should().Be("{}");
    }

    [TestMethod]
    public async Task Populate_WithOneWhosePortIsTaken_ChangesNothing()
    {
        var server = Keep(new ByteServer());

        var answer = await Host.PostAsync("/populate", $$"""[{"name":"a","upstream":"localhost:1"},{"name":"b","upstream":"localhost:1","listen":"{{server.Address}}"}]""");

        answer.Status.Should().Be(HttpStatusCode.InternalServerError);
        (await Host.GetAsync("/proxies")).Body.Should().Be("{}");
    }

    [TestMethod]
    public async Task Reset_WithADisabledProxyAndAToxic_EnablesAndClears()
    {
        await Host.CreateProxyAsync("localhost:1");
        await Host.AddToxicAsync("latency", new { latency = 100 });
        await Host.PostAsync("/proxies/p", """{"enabled":false}""");

        (await Host.PostAsync("/reset")).Status.Should().Be(HttpStatusCode.NoContent);

        var proxy = (await Host.GetAsync("/proxies/p")).Json;
        proxy.GetProperty("enabled").GetBoolean().Should().BeTrue();
        proxy.GetProperty("toxics").GetArrayLength().Should().Be(0);
    }

    [TestMethod]
    public async Task Anything_AskedByABrowser_IsForbidden()
    {
        Host.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0");

        (await Host.GetAsync("/proxies")).Status.Should().Be(HttpStatusCode.Forbidden, "a page in a browser must not reach the proxies of its user");
    }
}

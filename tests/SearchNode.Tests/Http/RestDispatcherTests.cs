using System.Net.Http.Headers;
using System.Text;
using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Http;

[TestClass]
public sealed class RestDispatcherTests
{
    private static TestNode Node => SharedNode.Node;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Method_NotTakenByAPath_IsAnsweredWithThoseThatAre()
    {
        var answer = await Node.DeleteAsync("/_search");

        answer.Status.Should().Be(405);
        answer["error"].Should().Be("Incorrect HTTP method for uri [/_search] and method [DELETE], allowed: [GET, POST]");
    }

    [TestMethod]
    [DataRow("/_nodes")]
    [DataRow("/some-index/_search/template")]
    public async Task Path_NotSupported_IsRefusedByName(string path)
        => (await Node.GetAsync(path)).ShouldFail(
            400, "illegal_argument_exception", $"no handler found for uri [{path}] and method [GET]: it is not supported by this node");

    [TestMethod]
    public async Task Body_NoJson_IsRefused()
    {
        var answer = await Node.PostAsync("/_search", "{\"query\":");

        answer.Status.Should().Be(400);
        answer["error.type"].Should().Be("parse_exception");
    }

    [TestMethod]
    public async Task Pretty_AsksForLines()
        => (await Node.GetAsync("/?pretty")).Text.Should().StartWith("{\n  \"name\"");

    [TestMethod]
    public async Task OpaqueId_IsHandedBack()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Opaque-Id", "trace-7");

        using var response = await Node.Http.SendAsync(request, TestContext.CancellationToken);

        response.Headers.GetValues("X-Opaque-Id").Should().Equal("trace-7");
    }

    [TestMethod]
    public async Task Body_TooLong_IsRefusedBeforeItIsRead()
    {
        await using var small = await TestNode.StartAsync("--Http:MaxContentLength=1000");

        var answer = await small.PutAsync("/x/_doc/1", $"{{\"a\":\"{new string('x', 2000)}\"}}");

        answer.Status.Should().Be(413);
        (await small.HeadAsync("/x")).Status.Should().Be(404);
    }

    [TestMethod]
    public async Task Bodies_TooManyAtOnce_AreRefusedWith429AndTheNodeGoesOn()
    {
        await using var small = await TestNode.StartAsync("--Memory:RequestLimit=100000");
        using var held = new HttpRequestMessage(HttpMethod.Put, new Uri(small.Address, "/x/_doc/1")) { Content = new HeldContent(90_000) };

        // The node says "continue" when it reads the body, which it has counted by then: only from there on is there no room for another.
        held.Headers.ExpectContinue = true;
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan });
        var first = patient.SendAsync(held, TestContext.CancellationToken);
        await ((HeldContent)held.Content).StartedAsync();

        var refused = await small.PutAsync("/x/_doc/2", $"{{\"a\":\"{new string('x', 20_000)}\"}}");

        ((HeldContent)held.Content).Release();
        using var accepted = await first;
        var after = await small.PutAsync("/x/_doc/2", $"{{\"a\":\"{new string('x', 20_000)}\"}}");

        refused.Status.Should().Be(429, refused.Text);
        refused["error.type"].Should().Be("circuit_breaking_exception");
        ((int)accepted.StatusCode).Should().Be(201);
        after.Status.Should().BeOneOf([200, 201], "the memory is given back");
    }

    /// <summary>A body of known length whose end comes when it is told to.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly SemaphoreSlim _started = new(0);
        private readonly SemaphoreSlim _release = new(0);
        private readonly byte[] _body;

        public HeldContent(int length)
        {
            _body = Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', length - 8)}\"}}");
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
            Headers.ContentLength = _body.Length;
        }

        public Task StartedAsync() => _started.WaitAsync();

        public void Release() => _release.Release();

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(_body.AsMemory(0, _body.Length / 2));
            await stream.FlushAsync();
            _started.Release();
            await _release.WaitAsync();
            await stream.WriteAsync(_body.AsMemory(_body.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Migration.Dashboard.Migrating.Routing;
using Migration.Dashboard.Migrating.Sources;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class SourceClientTests(TestContext testContext) : IDisposable
{
    private readonly HttpClient _http = new();

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Send_ToASourceThatIsNotThere_SaysThatItCannotBeReached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();

        var send = () => Sut(address).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Get, "/"), Cancellation);

        (await send.Should().ThrowAsync<SourceException>()).Which.Message.Should().StartWith($"The monolith at {address.Authority} cannot be reached: ");
    }

    [TestMethod]
    public async Task Send_ToASourceThatNobodyHasNamed_NamesTheSetting()
    {
        var send = () => Sut(null).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Get, "/"), Cancellation);

        (await send.Should().ThrowAsync<SourceException>()).WithMessage("There is no monolith here: set Dashboard:Migration:Monolith to its address.");
    }

    [TestMethod]
    public async Task Send_ToASourceThatIsSilent_EndsAtTheDeadline()
    {
        var time = new FakeTimeProvider();
        await using var source = await FakeSource.StartAsync();
        var asked = new TaskCompletionSource();
        source.Answer("GET /", async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        var send = async () =>
        {
            var answer = Sut(source.Address, time).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Get, "/"), Cancellation);
            await asked.Task.WaitAsync(Cancellation);
            time.Advance(SourceClient.ReadDeadline);
            await answer.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        };

        (await send.Should().ThrowAsync<SourceException>()).WithMessage("*has not answered within 2 s.");
    }

    [TestMethod]
    public async Task Send_AnswerThatIsNotUnderstood_SaysSo()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("GET /", "<html>");

        var send = () => Sut(source.Address).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Get, "/"), Cancellation);

        (await send.Should().ThrowAsync<SourceException>()).WithMessage("The monolith answered something that is not understood here: *");
    }

    [TestMethod]
    public async Task Send_AnswerWithoutEnd_IsCutOff()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("GET /", async context =>
        {
            // More than is read, and then no end: who goes on reading meets his deadline.
            await context.Response.Body.WriteAsync(new byte[17 << 20], context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        var send = () => Sut(source.Address).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Get, "/") { Deadline = TimeSpan.FromSeconds(30) }, Cancellation);

        (await send.Should().ThrowAsync<SourceException>()).WithMessage("*cannot be reached*");
    }

    [TestMethod]
    [DataRow("""{"code": "invalid", "title": "Invalid", "detail": "One field is wrong.", "errors": [{"field": "rollout_percent", "rule": "must be a number"}]}""", "Invalid: One field is wrong. (rollout_percent must be a number)")]
    [DataRow("""{"code": "invalid_input", "title": "The request breaks a rule", "detail": "seed: must be a word.", "errors": [{"field": "seed", "rule": "must be a word"}]}""", "The request breaks a rule: seed: must be a word.")]
    [DataRow("""{"error": "toxic already exists", "status": 409}""", "toxic already exists")]
    [DataRow("", "The monolith refuses it: 409 Conflict")]
    [DataRow("{}", "The monolith refuses it: 409 Conflict")]
    public async Task Send_ThatIsRefused_SaysWhyInTheSourcesWords(string body, string expected)
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("GET /", body, HttpStatusCode.Conflict);

        var send = () => Sut(source.Address).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Get, "/"), Cancellation);

        var refusal = (await send.Should().ThrowAsync<SourceException>()).Which;
        refusal.Message.Should().Be(expected);
        refusal.Status.Should().Be(StatusCodes.Status409Conflict);
    }

    [TestMethod]
    public async Task Send_OfAQuestion_AsksNotToBeTraced()
    {
        await using var source = await FakeSource.StartAsync();
        source.Answer("GET /", Samples.Flag()).Answer("POST /", Samples.Flag());

        await Sut(source.Address).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Get, "/"), Cancellation);
        await Sut(source.Address).SendAsync<RoutingFlag>(new SourceRequest(HttpMethod.Post, "/"), Cancellation);

        source.RequestsFor("GET /").Single().Headers["traceparent"].Should().EndWith("-00");
        source.RequestsFor("POST /").Single().Headers.Should().NotContain(header => header.Key == "traceparent" && header.Value.EndsWith("-00"));
    }

    public void Dispose() => _http.Dispose();

    private SourceClient Sut(Uri? address, TimeProvider? time = null) => new("monolith", address, _http, time ?? TimeProvider.System);
}

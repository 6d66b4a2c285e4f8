using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.TestSupport.Telemetry;

namespace Migration.TestSupport.Tests;

[TestClass]
public sealed class TelemetryHostTests(TestContext testContext)
{
    [TestMethod]
    public async Task StartTrace_RequestsMadeInIt_BelongToIt()
    {
        await using var host = await TelemetryHost.StartAsync(cancellationToken: testContext.CancellationToken);
        await using var server = await EchoServer.StartAsync();
        string traceParent;
        string traceId;

        using (var trace = host.StartTrace("one request"))
        {
            traceId = trace.TraceId;
            traceParent = await server.Client.GetStringAsync("/", testContext.CancellationToken);
        }

        var recorded = await host.Store.WaitForTraceAsync(traceId, trace => trace.IsConnected, cancellationToken: testContext.CancellationToken);
        recorded.Spans.Select(span => span.Kind).Should().Equal(SpanKind.Internal, SpanKind.Client);
        recorded.Root.Name.Should().Be("one request");
        traceParent.Should().Be($"00-{traceId}-{recorded.Spans[1].SpanId}-01", "the server must hang its span below the client's");
    }

    [TestMethod]
    public async Task Requests_OutsideOfATrace_AreNeitherRecordedNorMarked()
    {
        await using var host = await TelemetryHost.StartAsync(cancellationToken: testContext.CancellationToken);
        await using var server = await EchoServer.StartAsync();

        var traceParent = await server.Client.GetStringAsync("/", testContext.CancellationToken);

        traceParent.Should().BeEmpty();
        host.Store.GetSpans().Should().BeEmpty();
    }

    [TestMethod]
    public async Task StartTrace_InsideAnotherActivity_BeginsATraceOfItsOwn()
    {
        await using var host = await TelemetryHost.StartAsync(cancellationToken: testContext.CancellationToken);
        using var outer = new Activity("the test runner's").Start();

        using (var trace = host.StartTrace("own"))
        {
            trace.TraceId.Should().NotBe(outer.TraceId.ToHexString());
        }

        host.Store.GetSpans().Should().ContainSingle().Which.ParentSpanId.Should().BeNull();
    }

    [TestMethod]
    public async Task TwoHosts_InOneProcess_RecordTheirOwnTracesOnly()
    {
        await using var first = await TelemetryHost.StartAsync(cancellationToken: testContext.CancellationToken);
        await using var second = await TelemetryHost.StartAsync(cancellationToken: testContext.CancellationToken);

        first.StartTrace("first").Dispose();
        second.StartTrace("second").Dispose();

        first.Store.GetSpans().Select(span => span.Name).Should().Equal("first");
        second.Store.GetSpans().Select(span => span.Name).Should().Equal("second");
    }

    /// <summary>Answers with the traceparent header that it was sent.</summary>
    private sealed class EchoServer : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private EchoServer(WebApplication app)
        {
            _app = app;
            Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        }

        public HttpClient Client { get; }

        public static async Task<EchoServer> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Services.AddRouting();
            builder.WebHost.UseKestrelCore().UseUrls($"http://{IPAddress.Loopback}:0");
            var app = builder.Build();
            app.MapGet("/", (HttpRequest request) => request.Headers.TraceParent.ToString());
            await app.StartAsync();
            return new EchoServer(app);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _app.DisposeAsync();
        }
    }
}

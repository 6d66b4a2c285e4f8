using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Tests;

/// <summary>The dashboard on free ports, and a browser that keeps cookies and shows redirects.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    public const string Token = "a-token";

    private readonly WebApplication _app;

    private DashboardHost(WebApplication app, RecordingLogger logs)
    {
        _app = app;
        Logs = logs;
        Address = new Uri(app.Urls.First());
        Browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Where OTLP by gRPC is taken, if the test gave that endpoint HTTP/2 alone.</summary>
    public Uri GrpcAddress => new(_app.Urls.Skip(1).First());

    public HttpClient Browser { get; }

    public RecordingLogger Logs { get; }

    /// <summary>What is routed to by now.</summary>
    public EndpointDataSource Routes => _app.Services.GetRequiredService<EndpointDataSource>();

    public TelemetryStore Store => _app.Services.GetRequiredService<TelemetryStore>();

    public static async Task<DashboardHost> StartAsync(params string[] arguments)
    {
        var logs = new RecordingLogger();
        var app = DashboardApplication.Create([
            "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:otlp:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:otlp-http:Url=http://127.0.0.1:0",
            $"--Dashboard:BrowserToken={Token}",
            "--Logging:Console:LogLevel:Default=None",
            .. arguments,
        ]);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        await app.StartAsync();
        return new DashboardHost(app, logs);
    }

    public async Task LogInAsync(CancellationToken cancellationToken)
    {
        using var response = await Browser.GetAsync($"/login?t={Token}", cancellationToken);
        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    /// <summary>Sends spans as JSON: parent and child, or whatever the test gives.</summary>
    public async Task SendAsync(string spans, CancellationToken cancellationToken, string service = "monolith")
    {
        var body = $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{service}}}"}}]},"scopeSpans":[{"spans":[{{{spans}}}]}]}]}
            """;
        await PostAsync("/v1/traces", body, cancellationToken);
    }

    /// <summary>Sends OTLP as JSON.</summary>
    public async Task PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        using var response = await Browser.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), cancellationToken);
        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public static string Span(string name, int id, int? parent = null, int status = 0) => $$$"""
        {"traceId":"{{{1:x32}}}","spanId":"{{{id:x16}}}","parentSpanId":"{{{(parent is null ? string.Empty : $"{parent:x16}")}}}","name":"{{{name}}}","kind":2,
        "startTimeUnixNano":"{{{1_700_000_000_000_000_000 + (id * 1_000_000)}}}","endTimeUnixNano":"{{{1_700_000_000_000_000_000 + (id * 2_000_000)}}}","status":{"code":{{{status}}}}}
        """;

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _app.DisposeAsync();
        Logs.Dispose();
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Migration.Otlp.Archiving;

namespace Migration.Dashboard.Tests;

[TestClass]
public sealed class SavedTelemetryTests : IDisposable
{
    internal const string Line = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"GET /saved","startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]}]}
        """;

    private readonly string _file = Path.GetTempFileName();

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [TestMethod]
    public async Task Dashboard_OnAFile_ShowsItsTelemetry()
    {
        await File.WriteAllTextAsync(_file, Line, CancellationToken);
        await using var host = await DashboardHost.StartAsync($"--Dashboard:File={_file}");
        await host.LogInAsync(CancellationToken);

        var traces = await host.Browser.GetFromJsonAsync<JsonElement>("/api/telemetry/traces", CancellationToken);

        traces.GetProperty("items")[0].GetProperty("name").GetString().Should().Be("GET /saved");
    }

    [TestMethod]
    public async Task Dashboard_OnAFile_TakesFreePortsUnlessTold()
    {
        await File.WriteAllTextAsync(_file, Line, CancellationToken);
        await using var app = DashboardApplication.Create([$"--Dashboard:File={_file}", "--Kestrel:Endpoints:otlp:Url=http://localhost:4711"]);

        app.Configuration["Kestrel:Endpoints:http:Url"].Should().Be("http://127.0.0.1:0");
        app.Configuration["Kestrel:Endpoints:otlp:Url"].Should().Be("http://localhost:4711");
    }

    [TestMethod]
    public async Task Dashboard_OnABrokenFile_EndsWithItsNameAndThePlace()
    {
        await File.WriteAllTextAsync(_file, $"{Line}\n{{\"resourceSpans\":", CancellationToken);

        FluentActions.Invoking(() => DashboardApplication.Create([$"--Dashboard:File={_file}"]))
            .Should().Throw<TelemetryArchiveException>().WithMessage($"'{_file}' is broken in line 2*");
    }
}

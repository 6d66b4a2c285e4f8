using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>Whoever may send telemetry may send anything: no page breaks, runs what it was sent, or stops being live.</summary>
[TestClass]
public sealed class HostileTelemetryTests(TestContext testContext)
{
    private const string Markup = "<img src=x onerror=window.attacked=1><script>window.attacked=1</script>";

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Markup_InEveryText_IsShownAsText()
    {
        await using var host = await DashboardHost.StartAsync();
        var attributes = $$$"""[{"key":"{{{Markup}}}","value":{"stringValue":"{{{Markup}}}"}}]""";
        var spans = DashboardHost.Span(Markup, 1).Replace("\"status\"", $"\"attributes\":{attributes},\"status\"", StringComparison.Ordinal);
        await host.SendAsync(spans, Cancellation, Markup);
        await host.PostAsync("/v1/logs", $$$"""{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{Markup}}}"}}]},"scopeLogs":[{"logRecords":[{"severityNumber":17,"body":{"stringValue":"{{{Markup}}}"},"attributes":[{"key":"a","value":{"stringValue":"{{{Markup}}}"}}]}]}]}]}""", Cancellation);
        await host.PostAsync("/v1/metrics", $$$"""{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{Markup}}}"}}]},"scopeMetrics":[{"metrics":[{"name":"http.server.request.duration","description":"{{{Markup}}}","unit":"{{{Markup}}}","gauge":{"dataPoints":[{"timeUnixNano":"{{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000}}}","asDouble":1,"attributes":[{"key":"a","value":{"stringValue":"{{{Markup}}}"}}]}]}}]}]}]}""", Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);

        foreach (var path in new[] { "/traces", $"/traces/{1:x32}?span={1:x16}", "/traces/operations", "/logs?record=2", "/metrics", "/kept", $"/logs?search={Uri.EscapeDataString(Markup)}" })
        {
            await session.GoAsync(path);
            await session.Page.Locator(".resource").Filter(new() { HasText = "onerror" }).First.WaitForAsync();
            (await session.Page.EvaluateAsync<bool>("window.attacked === undefined")).Should().BeTrue("{0} must not run what it was sent", path);
        }
    }

    [TestMethod]
    public async Task Trace_OfTenThousandSpansAndSenselessTimes_IsShown()
    {
        await using var host = await DashboardHost.StartAsync();
        var deep = string.Join(',', Enumerable.Range(1, 9_990).Select(id => DashboardHost.Span("deep", id, parent: id - 1)));
        var times = new[] { ("0", "18446744073709551615"), ("18446744073709551615", "0"), ("5", "4") };
        var senseless = string.Join(',', times.Select((time, index) => string.Create(CultureInfo.InvariantCulture, $$"""
            {"traceId":"{{1:x32}}","spanId":"{{20_000 + index:x16}}","name":"senseless {{index}}","startTimeUnixNano":"{{time.Item1}}","endTimeUnixNano":"{{time.Item2}}"}
            """)));
        await host.SendAsync($"{deep},{senseless}", Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);

        await session.GoAsync($"/traces/{1:x32}");

        await Expect(session.Page.Locator(".span-row").First).ToBeVisibleAsync();
        (await session.Page.Locator(".span-row").CountAsync()).Should().BeLessThan(200, "rows out of sight are not drawn");
        await session.Page.GetByText("Collapse all").ClickAsync();
        await Expect(session.Page.GetByLabel("spans below").First).ToBeVisibleAsync();
    }

    [TestMethod]
    [DataRow("/traces?min=NaN&sort=nonsense&errors=perhaps&resource=nobody")]
    [DataRow("/logs?level=nonsense&where=&where==&record=-1&trace=x&span=y")]
    [DataRow("/metrics?window=-5&chart=a&chart=a|b|c|d&chart=|||")]
    [DataRow("/traces/compare?a=x&b=y")]
    [DataRow("/traces/%3Cscript%3E")]
    public async Task Address_ThatMakesNoSense_IsAPageAllTheSame(string path)
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);

        await session.GoAsync(path);

        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        session.Errors.Clear();
        await session.Page.Keyboard.PressAsync("g");
        await session.WaitForAddressAsync("/migration");
    }
}

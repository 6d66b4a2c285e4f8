using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

[TestClass]
public sealed class MetricsPageTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Instrument_ThatIsChosen_GetsAChartAndStandsInTheAddress()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/metrics?resource=monolith&chart=");
        await Expect(session.Page.GetByText("No chart chosen")).ToBeVisibleAsync();

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "traffic_router.decisions" }).ClickAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "process.memory.usage" }).ClickAsync();

        await Expect(session.Page.Locator("section.chart canvas")).ToHaveCountAsync(2);
        var description = await session.Page.GetByLabel("Chart of monolith traffic_router.decisions").GetAttributeAsync("aria-label");
        description.Should().Contain("rate: ").And.Contain("monolith 18 decision/s").And.Contain("microservice ");
        session.Page.Url.Should().Contain("chart=monolith%7CMicrosoft.AspNetCore.Hosting%7Ctraffic_router.decisions");
    }

    [TestMethod]
    public async Task Value_BetweenTwoGaps_IsDrawnAsAPoint()
    {
        const int Interval = 5;
        await using var host = await DashboardHost.StartAsync();
        var moment = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / Interval * Interval) - 60;
        var points = Enumerable.Range(0, 4).Select(index => (Count: index == 0 ? 0 : 4, At: moment + (index * Interval))).Select(point =>
            $$"""{"startTimeUnixNano":"{{moment}}000000000","timeUnixNano":"{{point.At}}000000000","count":"{{point.Count}}","sum":1,"explicitBounds":[1],"bucketCounts":["{{point.Count}}","0"]}""");
        await host.PostAsync("/v1/metrics", $$$"""
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"monolith"}}]},"scopeMetrics":[{"scope":{"name":"meter"},"metrics":[
            {"name":"pauses","unit":"{pause}/s","histogram":{"aggregationTemporality":2,"dataPoints":[{{{string.Join(',', points)}}}]} }]}]}]}
            """, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/metrics?chart=monolith|meter|pauses|-&window=5");
        await Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "pauses pause/s" })).ToBeVisibleAsync();
        await session.Page.Locator("section.chart canvas").WaitForAsync();

        var symbols = await session.Page.EvaluateAsync<string[]>("""
            () => {
                const data = echarts.getInstanceByDom(document.querySelector('.canvas')).getModel().getSeriesByIndex(0).getData();
                return [...Array(data.count()).keys()].filter(index => !isNaN(data.get('y', index))).map(index => data.getItemVisual(index, 'symbol'));
            }
            """);
        symbols.Should().Equal("circle");
    }

    [TestMethod]
    public async Task Exemplar_OpensItsTrace()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/metrics?chart=monolith|Microsoft.AspNetCore.Hosting|http.server.request.duration|-&window=5");
        var canvas = session.Page.Locator("section.chart canvas");
        await Expect(canvas).ToBeVisibleAsync();

        // The drawing itself says where it put the point, and a paused one leaves it there.
        await session.Page.Keyboard.PressAsync("p");
        await Expect(session.Page.GetByText("Go on")).ToBeVisibleAsync();
        var place = await session.Page.EvaluateAsync<double[]>("""
            () => {
                const chart = echarts.getInstanceByDom(document.querySelector('.canvas'));
                const point = chart.getOption().series.find(series => series.type === 'scatter').data[0].value;
                return chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, point);
            }
            """);
        await session.Page.Locator(".canvas").ClickAsync(new() { Position = new() { X = (float)place[0], Y = (float)place[1] } });

        await session.WaitForAddressWithAsync($"/traces/{SampleTelemetry.TraceId(11)}");
    }
}

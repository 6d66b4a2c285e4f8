using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

[TestClass]
[DoNotParallelize]
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
    public async Task Exemplar_OpensItsTrace()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/metrics?chart=monolith|Microsoft.AspNetCore.Hosting|http.server.request.duration|-&window=5");
        var canvas = session.Page.Locator("section.chart canvas");
        await Expect(canvas).ToBeVisibleAsync();

        // The drawing itself says where it put the point.
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

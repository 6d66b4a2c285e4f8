using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

[TestClass]
public sealed class TracesPageTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Trace_ThatArrives_AppearsWithoutLoadingAnew()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces");
        await Expect(session.Page.GetByText("No trace yet")).ToBeVisibleAsync();

        await host.SendAsync(DashboardHost.Span("GET <script>alert(1)</script>", 1, status: 2), Cancellation);

        var row = session.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "GET <script>alert(1)</script>" });
        await Expect(row).ToBeVisibleAsync();
        await Expect(row.GetByText("error", new() { Exact = true })).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Paused_ListStaysAndGoesOnAfterwards()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(DashboardHost.Span("first", 1), Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await using var other = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces");
        await other.GoAsync("/traces");
        await session.Page.Keyboard.PressAsync("p");
        await Expect(session.Page.GetByText("Go on")).ToBeVisibleAsync();

        await host.SendAsync(DashboardHost.Span("second", 1).Replace($"{1:x32}", $"{2:x32}", StringComparison.Ordinal), Cancellation);

        await Expect(other.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "second" })).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "second" })).ToBeHiddenAsync();
        await session.Page.Keyboard.PressAsync("p");
        await Expect(session.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "second" })).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task AttributeConditions_AreMetByOneSpan()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces");

        await session.Page.GetByText("+ attribute condition").ClickAsync();
        await session.Page.GetByLabel("Attribute", new() { Exact = true }).FillAsync("rpc.response.status_code");
        await session.Page.GetByLabel("Value").FillAsync("UNAVAILABLE");
        await session.Page.GetByText("Add", new() { Exact = true }).ClickAsync();

        await session.WaitForAddressAsync("/traces?where=rpc.response.status_code%3DUNAVAILABLE");
        await Expect(session.Page.GetByText($"{SampleTelemetry.Requests / 12} found")).ToBeVisibleAsync();
        await session.GoAsync("/traces?where=rpc.response.status_code%3DUNAVAILABLE&where=http.response.status_code%3E%3D200");
        await Expect(session.Page.GetByText("No trace matches")).ToBeVisibleAsync();
        await session.Page.GetByLabel("Remove the condition rpc.response.status_code=UNAVAILABLE").ClickAsync();
        await Expect(session.Page.GetByText($"{SampleTelemetry.Requests} found")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Filters_NarrowTheListAndStandInTheAddress()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces");

        await session.Page.GetByLabel("errors only").CheckAsync();
        await session.Page.GetByLabel("Order").SelectOptionAsync("slowest first");
        await session.Page.Keyboard.PressAsync("Escape");
        await session.Page.Keyboard.PressAsync("/");
        await session.Page.Keyboard.TypeAsync("svetubd");

        await session.WaitForAddressAsync("/traces?errors=true&sort=Slowest&search=svetubd");
        await Expect(session.Page.GetByText($"{SampleTelemetry.Requests / 12} found")).ToBeVisibleAsync();
        await session.GoAsync("/traces?min=100");
        await Expect(session.Page.GetByText($"{SampleTelemetry.Requests / 12} found")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Trace_ShowsItsSpansOfAllProcessesAndTheDetailsOfOne()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync($"/traces/{SampleTelemetry.TraceId(0)}");

        await Expect(session.Page.Locator(".span-row")).ToHaveCountAsync(5);
        await session.Page.Locator(".span-pick").Filter(new() { HasText = "SELECT listings" }).ClickAsync();

        var details = session.Page.GetByRole(AriaRole.Complementary);
        await Expect(details).ToContainTextAsync("FROM listings l");
        await Expect(details).ToContainTextAsync("On the critical path for");
        await session.Page.Keyboard.PressAsync("Escape");
        await Expect(details).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task Span_ThatIsCollapsed_HidesWhatIsBelow()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync($"/traces/{SampleTelemetry.TraceId(0)}");

        await session.Page.GetByLabel("2 spans below").ClickAsync();

        await Expect(session.Page.Locator(".span-row")).ToHaveCountAsync(3);
        await session.Page.GetByText("Expand all").ClickAsync();
        await Expect(session.Page.Locator(".span-row")).ToHaveCountAsync(5);
    }

    [TestMethod]
    public async Task Span_LeadsToItsLogs()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync($"/traces/{SampleTelemetry.TraceId(11)}?span={(11 * 16) + 3:x16}");

        await session.Page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Link, new() { Name = "Logs (1)" }).ClickAsync();

        await session.WaitForAddressAsync($"/logs?trace={SampleTelemetry.TraceId(11)}&span={(11 * 16) + 3:x16}");
        await Expect(session.Page.GetByText("could not be read from the microservice")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Operation_LeadsToItsSlowestTraces()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces/operations");

        await session.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "SELECT svetubd" }).ClickAsync();

        await Expect(session.Page.GetByText($"{SampleTelemetry.Requests / 12} found")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Map_DrawsWhoCallsWhom()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);

        await session.GoAsync("/traces/map");

        var description = await session.Page.GetByLabel("Who calls whom").GetAttributeAsync("aria-label");
        description.Should().Contain("monolith calls listings;").And.Contain("listings calls listings (postgresql)");
        await Expect(session.Page.Locator(".map canvas")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Comparison_SaysWhereTheTimeWent()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);

        await session.GoAsync($"/traces/compare?a={SampleTelemetry.TraceId(0)}&b={SampleTelemetry.TraceId(11)}");

        await Expect(session.Page.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("listings.v1.ListingsService/GetListing");
        await session.ShouldBeAccessibleAsync();
    }
}

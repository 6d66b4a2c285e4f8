using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

[TestClass]
public sealed class LogsPageTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Level_NarrowsTheListToThatAndAbove()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/logs");

        await session.Page.GetByLabel("Level").SelectOptionAsync("Error");

        await session.WaitForAddressAsync("/logs?level=Error");
        await Expect(session.Page.GetByText($"{SampleTelemetry.Requests / 12} found")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task AttributeCondition_IsAddedByHandAndFromARecord()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/logs");

        await session.Page.GetByText("+ attribute condition").ClickAsync();
        await session.Page.GetByLabel("Attribute", new() { Exact = true }).FillAsync("listing.id");
        await session.Page.GetByLabel("Condition").SelectOptionAsync("is at least");
        await session.Page.GetByLabel("Value").FillAsync("1058");
        await session.Page.GetByText("Add", new() { Exact = true }).ClickAsync();
        await Expect(session.Page.GetByText("5 found", new() { Exact = true })).ToBeVisibleAsync();

        await session.Page.GetByText("Falling back to the monolith for listing 1059").ClickAsync();
        await session.Page.GetByLabel("Only records with user.kind = member").ClickAsync();

        await session.WaitForAddressWithAsync("where=user.kind");
        await Expect(session.Page.GetByText("5 found", new() { Exact = true })).ToBeVisibleAsync();
        await session.Page.GetByLabel("Remove the condition listing.id>=1058").ClickAsync();
        await Expect(session.Page.GetByText("5 found", new() { Exact = true })).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task Record_LeadsToItsTrace()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/logs?search=Falling back to the monolith for listing 1011");
        await session.Page.GetByText("Falling back to the monolith for listing 1011").ClickAsync();

        await session.Page.GetByRole(AriaRole.Link, new() { Name = "Open the trace" }).ClickAsync();

        await session.WaitForAddressWithAsync($"/traces/{SampleTelemetry.TraceId(11)}?span=");
        await Expect(session.Page.Locator(".span-row.selected")).ToHaveCountAsync(1);
    }
}

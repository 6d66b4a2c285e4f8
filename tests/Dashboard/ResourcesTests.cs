using Microsoft.Playwright;
using Migration.Dashboard.Tests.Browser;
using Migration.TestSupport.Environments;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests;

/// <summary>What the page says of the resources is so, and what is asked of it is done.</summary>
[TestClass]
public sealed class ResourcesTests(TestContext testContext) : DashboardTest(testContext)
{
    [TestMethod]
    public async Task Resources_OfTheEnvironment_AreAllThereAndHealthy()
    {
        await using var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync("/");

        foreach (var name in new[] { ResourceNames.Monolith, ResourceNames.Listings, ResourceNames.MonolithServer, ResourceNames.MonolithDatabase, ResourceNames.Search, ResourceNames.DataSync })
        {
            await Expect(State(session, name)).ToHaveTextAsync("Running");
        }

        await session.ShouldBeAccessibleAsync();
        await session.ScreenshotAsync("resources");
    }

    [TestMethod]
    public async Task StopAndStart_FromThePage_EndsAndBringsBackTheProcess()
    {
        await using var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync("/");

        await Button(session, ResourceNames.Search, "stop").ClickAsync();
        await Expect(State(session, ResourceNames.Search)).ToHaveTextAsync("Stopped");
        await Expect(session.Page.Locator("[data-report]")).ToContainTextAsync("Stop is done");
        await FluentActions.Awaiting(() => Environment.Search.GetAsync("/", CancellationToken)).Should().ThrowAsync<HttpRequestException>();

        await Button(session, ResourceNames.Search, "start").ClickAsync();
        await Expect(State(session, ResourceNames.Search)).ToHaveTextAsync("Running");
        (await Environment.Search.GetAsync("/", CancellationToken)).EnsureSuccessStatusCode();
    }

    [TestMethod]
    public async Task Restart_FromThePage_IsAnotherProcessAndThePageSeesIt()
    {
        var before = await Environment.Resources.StartedAtAsync(ResourceNames.DataSync, CancellationToken);
        await using var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync($"/?resource={ResourceNames.DataSync}");

        await Button(session, ResourceNames.DataSync, "restart").ClickAsync();

        await Expect(session.Page.Locator("[data-report]")).ToContainTextAsync("Restart is done");
        await Expect(State(session, ResourceNames.DataSync)).ToHaveTextAsync("Running");
        (await Environment.Resources.StartedAtAsync(ResourceNames.DataSync, CancellationToken)).Should().BeAfter(before);
    }

    [TestMethod]
    public async Task Restart_OfTheDashboardItself_AsksFirstAndComesBack()
    {
        await using var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync("/");
        var before = await Environment.Resources.StartedAtAsync(ResourceNames.Dashboard, CancellationToken);

        await Button(session, ResourceNames.Dashboard, "restart").ClickAsync();
        await session.Page.Locator("[data-answer=yes]").ClickAsync();

        await Environment.App.ResourceNotifications.WaitForResourceAsync(
            ResourceNames.Dashboard, happened => happened.Snapshot.StartTimeStamp > before, CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken);
        await Environment.App.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Dashboard, CancellationToken);

        // The page that was open when its server went has complained, as it should.
        await session.GoAsync("/");
        session.Errors.Clear();
        await Expect(State(session, ResourceNames.Monolith)).ToHaveTextAsync("Running");
    }

    [TestMethod]
    public async Task Details_OfTheMonolith_HideItsSecretsUntilAsked()
    {
        var password = new Npgsql.NpgsqlConnectionStringBuilder(Environment.Addresses.MonolithDatabase).Password!;
        await using var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync($"/?resource={ResourceNames.Monolith}");
        var value = session.Page.Locator("[data-value=ConnectionStrings__svetubd]");

        await Expect(value).ToContainTextAsync("Password=●●●");
        (await session.Page.ContentAsync()).Should().NotContain(password);
        await value.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(value).ToContainTextAsync(password);
        session.Page.Url.Should().NotContain(password);
    }

    [TestMethod]
    public async Task Console_OfAllResources_ShowsAndFiltersTheirLines()
    {
        await using var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync("/console");

        await Expect(session.Page.Locator(".console-line").First).ToBeVisibleAsync();
        await session.ShouldBeAccessibleAsync();
        await session.ScreenshotAsync("console");
        await session.GoAsync($"/console?resource={ResourceNames.MonolithServer}&search=ready%20to%20accept");

        await Expect(session.Page.Locator(".console-line").First).ToContainTextAsync("ready to accept connections");
    }

    private static ILocator Row(BrowserSession session, string resource) =>
        session.Page.Locator("tr").Filter(new() { Has = session.Page.Locator($"[data-resource='{resource}']") });

    private static ILocator State(BrowserSession session, string resource) => Row(session, resource).Locator("[data-state]");

    private static ILocator Button(BrowserSession session, string resource, string command) => Row(session, resource).Locator($"[data-command={command}]");
}

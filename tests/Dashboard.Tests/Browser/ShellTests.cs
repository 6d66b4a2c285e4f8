using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>What every page has: menu, keys, themes, and no serious finding of axe.</summary>
[TestClass]
public sealed class ShellTests(TestContext testContext)
{
    [TestMethod]
    [DataRow("c", "/console", "Console")]
    [DataRow("s", "/logs", "Structured logs")]
    [DataRow("t", "/traces", "Traces")]
    [DataRow("m", "/metrics", "Metrics")]
    [DataRow("g", "/migration", "Migration")]
    public async Task Key_OpensItsPage(string key, string path, string title)
    {
        await using var host = await DashboardHost.StartAsync();
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/");

        await session.Page.Keyboard.PressAsync(key);

        await session.WaitForAddressAsync(path);
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await session.Page.Keyboard.PressAsync("r");
        await session.WaitForAddressAsync("/");
    }

    [TestMethod]
    public async Task QuestionMark_ShowsTheKeysAndEscapeHidesThem()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces");

        await session.Page.Keyboard.PressAsync("?");

        var help = session.Page.GetByText("Filter this page");
        await Expect(help).ToBeVisibleAsync();
        await session.Page.Keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task Theme_ThatWasChosen_StaysAfterLoadingAnew()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/");
        var theme = session.Page.Locator("html");
        await Expect(theme).ToHaveAttributeAsync("data-theme", "light");

        await session.Page.GetByLabel("Theme: system").ClickAsync();
        await session.Page.GetByLabel("Theme: light").ClickAsync();

        await Expect(theme).ToHaveAttributeAsync("data-theme", "dark");
        await session.GoAsync("/");
        await Expect(theme).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(session.Page.GetByLabel("Theme: dark")).ToBeVisibleAsync();
    }

    [TestMethod]
    [DataRow("light")]
    [DataRow("dark")]
    [DataRow("phone")]
    public async Task Page_OfEachKind_IsAccessible(string look)
    {
        await using var host = await DashboardHost.StartAsync();
        await using var session = await BrowserSession.OpenAsync(
            host, testContext, new[] { BrowserLook.Light, BrowserLook.Dark, BrowserLook.Phone }.Single(known => known.Name == look));

        foreach (var path in new[] { "/", "/console", "/logs", "/traces", "/metrics", "/migration" })
        {
            await session.GoAsync(path);
            await session.ShouldBeAccessibleAsync();
        }

        await session.ScreenshotAsync($"shell-{look}");
    }

    /// <summary>Of several loads one is enough: a machine that is busy elsewhere delays some, and a page that is too slow is so each time.</summary>
    [TestMethod]
    [DoNotParallelize]
    public async Task WarmPage_PaintsWithinASecond()
    {
        const int Attempts = 5;
        const double Limit = 1_000;
        await using var host = await DashboardHost.StartAsync();
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces");

        var paints = new List<double>();
        do
        {
            await session.GoAsync("/traces");
            paints.Add(await session.Page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }
        while (paints[^1] >= Limit && paints.Count < Attempts);

        testContext.WriteLine($"first contentful paint, warm: {paints[^1]:0} ms, attempt {paints.Count}");
        paints.Should().Contain(paint => paint < Limit);
    }
}

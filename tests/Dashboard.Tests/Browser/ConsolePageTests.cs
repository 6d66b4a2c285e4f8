using System.Globalization;
using Migration.Dashboard.Tests.Resources;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

[TestClass]
public sealed class ConsolePageTests(TestContext testContext)
{
    private const string Hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>\u001b]8;;javascript:alert(1)\u0007link";

    [TestMethod]
    public async Task Line_WithMarkup_IsTextAndNothingElse()
    {
        await using var lab = await StartAsync("/console");
        lab.Engine.TellLines("web", 1, Hostile);

        await Expect(lab.Session.Page.Locator(".console-line")).ToContainTextAsync("<img src=x onerror=");

        (await lab.Session.Page.Locator(".console img, .console script, .console a").CountAsync()).Should().Be(0);
        (await lab.Session.Page.TitleAsync()).Should().NotContain("taken");
    }

    [TestMethod]
    public async Task Lines_OfSeveralResources_HaveTheirColoursAndNames()
    {
        await using var lab = await StartAsync("/console");
        lab.Engine.TellLines("web", 1, "\u001b[31mfail\u001b[39m: broken");
        lab.Engine.TellLines("api", 1, "started");

        await Expect(lab.Session.Page.Locator(".ansi-fg-red")).ToHaveTextAsync("fail");
        await Expect(lab.Session.Page.Locator(".console-source")).ToHaveTextAsync(["web", "api"]);
        var colours = await lab.Session.Page.Locator(".console-source").EvaluateAllAsync<string[]>("all => all.map(one => getComputedStyle(one).color)");
        colours.Should().OnlyHaveUniqueItems();
        await lab.Session.ShouldBeAccessibleAsync();
    }

    [TestMethod]
    public async Task Line_WrittenOnBlack_IsAsOnAnyOtherPaper()
    {
        await using var lab = await StartAsync("/console");
        lab.Engine.TellLines("web", 1, "\u001b[40m\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m: plain");

        var word = lab.Session.Page.Locator(".ansi-fg-green");
        await Expect(word).ToHaveTextAsync("info");
        await Expect(word).ToHaveCSSAsync("background-color", "rgba(0, 0, 0, 0)");
        await Expect(word).ToHaveCSSAsync("color", "rgb(14, 112, 14)");
    }

    [TestMethod]
    public async Task TenThousandLines_AreVirtualisedAndTheEndIsInView()
    {
        await using var lab = await StartAsync("/console?resource=web");
        for (var first = 1; first <= 10_000; first += 500)
        {
            lab.Engine.TellLines("web", first, [.. Enumerable.Range(first, 500).Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        }

        await Expect(lab.Session.Page.GetByText("10,000 lines")).ToBeVisibleAsync();
        await Expect(lab.Session.Page.Locator(".console-text").GetByText("10000", new() { Exact = true })).ToBeInViewportAsync();
        (await lab.Session.Page.Locator(".console-line").CountAsync()).Should().BeLessThan(500);

        lab.Engine.TellLines("web", 10_001, "the next");
        await Expect(lab.Session.Page.GetByText("the next")).ToBeInViewportAsync();
    }

    [TestMethod]
    public async Task Filter_SearchesTheTextWithoutItsColours()
    {
        await using var lab = await StartAsync("/console?search=two");

        lab.Engine.TellLines("web", 1, "one", "tw\u001b[1mo\u001b[0m", "three");

        await Expect(lab.Session.Page.Locator(".console-text")).ToHaveTextAsync(["two"]);
    }

    [TestMethod]
    public async Task Pause_HoldsTheLinesBackAndLosesNone()
    {
        await using var lab = await StartAsync("/console");
        lab.Engine.TellLines("web", 1, "one");
        await Expect(lab.Session.Page.Locator(".console-text")).ToHaveTextAsync(["one"]);

        await lab.Session.Page.Keyboard.PressAsync("p");
        await Expect(lab.Session.Page.GetByText("Go on")).ToBeVisibleAsync();
        lab.Engine.TellLines("web", 2, "while paused");

        // Longer than two looks of the page: there is nothing to await where nothing is to happen.
        await Task.Delay(TimeSpan.FromMilliseconds(600), testContext.CancellationToken);
        await Expect(lab.Session.Page.Locator(".console-text")).ToHaveTextAsync(["one"]);
        await lab.Session.Page.Keyboard.PressAsync("p");
        await Expect(lab.Session.Page.Locator(".console-text")).ToHaveTextAsync(["one", "while paused"]);
    }

    [TestMethod]
    public async Task Times_CanBeLeftOut()
    {
        await using var lab = await StartAsync("/console");
        lab.Engine.TellLines("web", 1, "one");
        await Expect(lab.Session.Page.Locator(".console-line time")).ToHaveCountAsync(1);

        await lab.Session.Page.GetByLabel("Times").UncheckAsync();

        await Expect(lab.Session.Page.Locator(".console-line time")).ToHaveCountAsync(0);
        await lab.Session.WaitForAddressAsync("/console?times=False");
    }

    [TestMethod]
    [DataRow("/console", "console-all.log", "1970-01-01T00:00:00.0000000+00:00 web: fail: broken\n1970-01-01T00:00:00.0000000+00:00 web: <b>two</b>\n")]
    [DataRow("/console?resource=web", "console-web.log", "1970-01-01T00:00:00.0000000+00:00 fail: broken\n1970-01-01T00:00:00.0000000+00:00 <b>two</b>\n")]
    public async Task Download_IsTheTextThatIsShown(string path, string name, string expected)
    {
        await using var lab = await StartAsync(path);
        lab.Engine.Kept = FakeEngine.Lines("web", 1, "\u001b[31mfail\u001b[39m: broken", "<b>two</b>");

        var download = await lab.Session.Page.RunAndWaitForDownloadAsync(() => lab.Session.Page.GetByText("Download").ClickAsync());

        download.SuggestedFilename.Should().Be(name);
        (await File.ReadAllTextAsync(await download.PathAsync(), testContext.CancellationToken)).Should().Be(expected);
    }

    private Task<EngineLab> StartAsync(string path) => EngineLab.OpenAsync(testContext, path);
}

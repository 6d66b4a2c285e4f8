using System.Text.Json;
using Microsoft.Playwright;
using Migration.Dashboard.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class MigrationPageTests(TestContext testContext)
{
    private const string Flag = "/api/v1/admin/routing/flags/marketplace";

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Page_ShowsWhatEachSourceSays()
    {
        await using var migration = await FakeMigration.StartAsync();
        await using var host = await DashboardHost.StartAsync(migration.Arguments);
        await SampleTraffic.SendAsync(host, Cancellation);
        await using var session = await OpenAsync(host);
        var page = session.Page;

        await Expect(page.GetByTestId("headline")).ToHaveTextAsync("10 % of users go to the microservice");
        await Expect(page.GetByText("3 canaries; not killed; version 7 by admin@example.test")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("split")).ToContainTextAsync("went to the microservice; answered by monolith");
        await Expect(Panel(page, "sides").GetByRole(AriaRole.Row, new() { Name = "p95" })).ToContainTextAsync("ms");
        await Expect(Panel(page, "breakers").Locator("li").Filter(new() { HasText = "ListListings" })).ToContainTextAsync("open");
        await Expect(Panel(page, "breakers").GetByText("probe failed")).ToBeVisibleAsync();
        await Expect(Panel(page, "reasons").GetByText("breaker open")).ToBeVisibleAsync();
        await Expect(Panel(page, "shadow").GetByText("2 of 200 compared answers differed (1 %).")).ToBeVisibleAsync();
        await Expect(Panel(page, "sync").GetByText("the slot is lost")).ToBeVisibleAsync();
        await Expect(Panel(page, "sync").GetByRole(AriaRole.Heading, new() { Name = "Quarantine 49 rows" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("split")).ToContainTextAsync(", the monolith in its place ");
        await Expect(Panel(page, "faults").GetByText("1 of 2 roads disturbed")).ToBeVisibleAsync();
        await Expect(Panel(page, "faults").GetByText("answers come 300 ms later")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("verdict")).ToHaveTextAsync("NO-GO");
        await Expect(Panel(page, "verdict").GetByRole(AriaRole.Row).Filter(new() { HasText = "p99 below 200 ms" })).ToContainTextAsync("231 ms");
        await Expect(Panel(page, "rules").GetByText("a 1 → microservice")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Report_IsOpenedDownToFieldAndStatement()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var panel = Panel(lab.Session.Page, "consistency");

        await Expect(lab.Session.Page.GetByTestId("consistency")).ToHaveTextAsync("DRIFT");
        await panel.GetByText("Listing 42").ClickAsync();

        await Expect(panel.GetByRole(AriaRole.Row).Filter(new() { HasText = "title" })).ToContainTextAsync("\"A\"");
        await Expect(panel.GetByText("update listings set title = 'A' where id = 42")).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Compare now" }).ClickAsync();
        await UntilAsync(() => lab.Migration.DataSync.RequestsFor("POST /consistency/verify").Any());
        lab.Migration.DataSync.RequestsFor("POST /consistency/verify").Single().Query.Should().Be("?repair=false");
    }

    [TestMethod]
    public async Task Change_ShowsWhoWouldMoveThenAsksForAReasonThenMoves()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var panel = Panel(lab.Session.Page, "change");

        await panel.GetByRole(AriaRole.Button, new() { Name = "25 %", Exact = true }).ClickAsync();
        await Expect(lab.Session.Page.GetByTestId("dry-run")).ToContainTextAsync("1,641 users would move to the microservice");
        var confirm = panel.GetByRole(AriaRole.Button, new() { Name = "Confirm 10 % → 25 %" });
        await confirm.ClickAsync();
        lab.Migration.Monolith.RequestsFor($"PATCH {Flag}").Should().BeEmpty("nothing is done without a reason");
        await panel.GetByLabel("Reason").FillAsync("second step");
        await confirm.ClickAsync();

        await Expect(lab.Session.Page.GetByTestId("headline")).ToHaveTextAsync("25 % of users go to the microservice");
        await Expect(panel.GetByText("Done. 25 % of users go to the microservice; version 8.")).ToBeVisibleAsync();
        var request = lab.Migration.Monolith.RequestsFor($"PATCH {Flag}").Single();
        request.Headers["X-Acting-Through"].Should().Be("dashboard");
        JsonDocument.Parse(request.Body).RootElement.GetProperty("reason").GetString().Should().Be("second step");
    }

    [TestMethod]
    public async Task Change_ThatSomebodyElseForestalls_ShowsWhatStandsAndAppliesNothing()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var panel = Panel(lab.Session.Page, "change");
        await panel.GetByLabel("Percent of users").FillAsync("12.5");
        await panel.GetByLabel("Percent of users").PressAsync("Tab");
        await panel.GetByLabel("Reason").FillAsync("mine");

        lab.Migration.Change("50", "theirs");
        await panel.GetByRole(AriaRole.Button, new() { Name = "→ 12.5 %" }).ClickAsync();

        await Expect(panel.GetByText("Not applied: somebody else has changed the flag in between.")).ToBeVisibleAsync();
        await Expect(panel.Locator(".conflict")).ToContainTextAsync("50 % of users go to the microservice");
        await Expect(panel.Locator(".conflict")).ToContainTextAsync("theirs");
        await Expect(lab.Session.Page.GetByTestId("headline")).ToHaveTextAsync("50 % of users go to the microservice");
    }

    [TestMethod]
    [DataRow("101")]
    [DataRow("-1")]
    public async Task Change_ToWhatIsNoPercentage_IsNotAskedFor(string typed)
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var panel = Panel(lab.Session.Page, "change");

        await panel.GetByLabel("Percent of users").FillAsync(typed);
        await panel.GetByLabel("Percent of users").PressAsync("Tab");

        await Expect(panel.GetByText("Give a number from 0 to 100.")).ToBeVisibleAsync();
        lab.Migration.Monolith.RequestsFor($"POST {Flag}/dry-run").Should().BeEmpty();
    }

    [TestMethod]
    public async Task Kill_TakesOneClickAndAConfirmation_AndIsLiftedAgain()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var page = lab.Session.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Kill…" }).ClickAsync();
        await Expect(page.GetByLabel("Reason")).ToBeFocusedAsync();
        lab.Migration.Monolith.RequestsFor($"POST {Flag}/kill").Should().BeEmpty();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("headline")).ToHaveTextAsync("Killed: everybody goes to the monolith");
        JsonDocument.Parse(lab.Migration.Monolith.RequestsFor($"POST {Flag}/kill").Single().Body).RootElement.GetProperty("reason").GetString().Should().Be("killed from the dashboard");

        await page.GetByRole(AriaRole.Button, new() { Name = "Lift the kill switch…" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("repaired");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("headline")).ToHaveTextAsync("10 % of users go to the microservice");
    }

    [TestMethod]
    public async Task FirstStart_WhenNobodyHasSwitchedItOnYet_IsNotStartedAndCanBe()
    {
        await using var migration = await FakeMigration.StartAsync();
        migration.NeverStarted();
        await using var host = await DashboardHost.StartAsync(migration.Arguments);
        await using var session = await OpenAsync(host);
        var page = session.Page;

        await Expect(page.GetByTestId("headline")).ToHaveTextAsync("Not started: everybody goes to the monolith");
        await Expect(Panel(page, "rules").GetByText("not started: everybody to the monolith")).ToBeVisibleAsync();
        await Expect(Panel(page, "history").GetByRole(AriaRole.Cell, new() { Name = "not started, 0 %" })).ToBeVisibleAsync();
        await Expect(page.GetByText("illed")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start…" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("here we go");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start it: 0 % to the microservice" }).ClickAsync();

        await Expect(page.GetByTestId("headline")).ToHaveTextAsync("Only canaries go to the microservice");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Kill…" })).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Outcome_OnceSomethingNewerStands_IsNoLongerShown()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var page = lab.Session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Kill…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Kill", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Done. Killed: everybody goes to the monolith; version 8.")).ToBeVisibleAsync();

        lab.Migration.Change("20", "by somebody else");

        await Expect(page.GetByText("version 9 by admin@example.test")).ToBeVisibleAsync();
        await Expect(page.GetByText("Done.")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Why_OfNow_FollowsTheFlag()
    {
        await using var migration = await FakeMigration.StartAsync();
        await using var host = await DashboardHost.StartAsync(migration.Arguments);
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/migration?user=42");
        var version = Panel(session.Page, "why").Locator(".rules > div").Filter(new() { HasText = "Flag version" }).Locator("dd");
        await Expect(version).ToHaveTextAsync("7");

        migration.Change("20", "by somebody else");

        await Expect(version).ToHaveTextAsync("8");
    }

    [TestMethod]
    public async Task RollBack_NamesTheVersionAndMakesANewOne()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var panel = Panel(lab.Session.Page, "history");

        await Expect(panel.GetByRole(AriaRole.Row).Filter(new() { HasText = "errors in the index" })).ToContainTextAsync("killed, 0 %");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Go back to version 6" }).ClickAsync();
        await panel.GetByLabel("Reason").FillAsync("errors at 10 %");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Go back to version 6" }).First.ClickAsync();

        await Expect(panel.GetByText("Done. 5 % of users go to the microservice; version 8.")).ToBeVisibleAsync();
        lab.Migration.Monolith.RequestsFor($"POST {Flag}/rollback").Single().Body.Should().Be("""{"version":6,"expected_version":7,"reason":"errors at 10 %"}""");
    }

    [TestMethod]
    public async Task Why_IsAnsweredByTypingAUserAndIsALink()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var page = lab.Session.Page;

        await page.GetByLabel("User", new() { Exact = true }).FillAsync("42");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("why")).ToHaveTextAsync("User 42 goes to the microservice, because bucket 4,211 of 100,000 lies below 10,000, which is 10 %.");
        await lab.Session.WaitForAddressAsync("/migration?user=42");
        await page.GetByLabel("At version").SelectOptionAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Why?" }).ClickAsync();
        await lab.Session.WaitForAddressAsync("/migration?user=42&at=5");
        await lab.Session.GoAsync("/migration?user=42&at=6");
        await Expect(page.GetByTestId("why")).ToContainTextAsync("below 5,000, which is 5 %");
        await Expect(page.GetByLabel("At version")).ToHaveValueAsync("6");
    }

    [TestMethod]
    public async Task Page_WithoutAnySource_SaysInEachPanelWhy()
    {
        await using var host = await DashboardHost.StartAsync($"--Dashboard:Migration:Verdict={Path.Join(Path.GetTempPath(), "no-such-verdict")}");
        await using var session = await OpenAsync(host);
        var page = session.Page;

        await Expect(page.Locator(".state").GetByText("There is no monolith here: set Dashboard:Migration:Monolith to its address.")).ToBeVisibleAsync();
        await Expect(Panel(page, "sides").GetByText("No router has sent its metrics here yet")).ToBeVisibleAsync();
        await Expect(Panel(page, "sync").GetByText("There is no DataSync here: set Dashboard:Migration:DataSync to its address.")).ToHaveCountAsync(1);
        await Expect(Panel(page, "faults").GetByText("start it with --faults true")).ToBeVisibleAsync();
        await Expect(Panel(page, "verdict").Locator(".source-problem")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Source_ThatDies_LeavesItsLastWordAndTheOthersGoOn()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var page = lab.Session.Page;
        await Expect(Panel(page, "sync").GetByText("the slot is lost")).ToBeVisibleAsync();

        await lab.Migration.DataSync.DisposeAsync();
        lab.Migration.Change("33", "meanwhile");

        await Expect(Panel(page, "sync").GetByText("cannot be reached")).ToBeVisibleAsync();
        await Expect(Panel(page, "sync").GetByText("the slot is lost")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("headline")).ToHaveTextAsync("33 % of users go to the microservice");
    }

    [TestMethod]
    public async Task Text_OfOthers_IsTextAndNothingElse()
    {
        const string Hostile = "<img src=x onerror=document.title='owned'>";
        await using var migration = await FakeMigration.StartAsync();
        migration.DataSync.Answer("GET /sync/status", Samples.SyncStatus.Replace("the slot is lost", Hostile, StringComparison.Ordinal))
            .Answer("GET /consistency/report", Samples.Report.Replace("\\\"A\\\"", Hostile, StringComparison.Ordinal).Replace("'A'", Hostile, StringComparison.Ordinal));
        migration.Monolith.Answer("GET /api/v1/admin/routing/shadow", Samples.Shadow.Replace("Old title", Hostile, StringComparison.Ordinal));
        migration.Change("10", Hostile);
        await using var host = await DashboardHost.StartAsync(migration.Arguments);
        await using var session = await OpenAsync(host);
        var page = session.Page;

        await Expect(page.Locator(".state-details")).ToContainTextAsync(Hostile);
        await Expect(Panel(page, "history").Locator(".reason").First).ToHaveTextAsync(Hostile);
        await Expect(Panel(page, "sync").GetByText(Hostile)).ToBeVisibleAsync();
        await Expect(Panel(page, "consistency").GetByText(Hostile).First).ToBeAttachedAsync();
        await Expect(Panel(page, "shadow").GetByText(Hostile).First).ToBeAttachedAsync();
        (await page.Locator("img").CountAsync()).Should().Be(0);
        (await page.TitleAsync()).Should().Be("Migration · Migration");
    }

    [TestMethod]
    public async Task Faults_AreSwitchedOnAndOff()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var panel = Panel(lab.Session.Page, "faults");

        await panel.GetByLabel("Road").SelectOptionAsync("monolith-listings");
        await panel.GetByLabel("Fault").SelectOptionAsync("Latency");
        await panel.GetByLabel("Milliseconds").FillAsync("250");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Take off latency_downstream, datasync-svetubd" }).ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Open datasync-svetubd" }).ClickAsync();

        await UntilAsync(() => lab.Migration.FaultProxy.RequestsFor("POST /proxies/datasync-svetubd").Any());
        lab.Migration.FaultProxy.RequestsFor("POST /proxies/datasync-svetubd").Single().Body.Should().Be("""{"enabled":true}""");
        lab.Migration.FaultProxy.RequestsFor("POST /proxies/monolith-listings/toxics").Single().Body.Should().Contain("\"latency\":250");
        lab.Migration.FaultProxy.RequestsFor("DELETE /proxies/datasync-svetubd/toxics/latency_downstream").Should().ContainSingle();
    }

    [TestMethod]
    [DataRow("light")]
    [DataRow("dark")]
    [DataRow("phone")]
    [DataRow("dark-phone")]
    public async Task Page_InEachLook_IsAccessibleAndFits(string name)
    {
        var look = new[] { BrowserLook.Light, BrowserLook.Dark, BrowserLook.Phone, BrowserLook.DarkPhone }.Single(look => look.Name == name);
        await using var migration = await FakeMigration.StartAsync();
        await using var host = await DashboardHost.StartAsync(migration.Arguments);
        await SampleTraffic.SendAsync(host, Cancellation);
        await using var session = await BrowserSession.OpenAsync(host, testContext, look);
        var page = session.Page;
        await session.GoAsync("/migration?user=42");
        await Expect(page.GetByTestId("why")).ToBeVisibleAsync();
        await page.Locator("canvas").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "25 %", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("dry-run")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("verdict")).ToBeVisibleAsync();

        await session.ScreenshotAsync($"migration-{name}");
        await page.EvaluateAsync("document.querySelector('#sync').scrollIntoView({ block: 'start' })");
        await session.ScreenshotAsync($"migration-{name}-data");
        await page.EvaluateAsync("document.querySelector('#verdict').scrollIntoView({ block: 'end' })");
        await session.ScreenshotAsync($"migration-{name}-verdict");
        await session.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("(() => { const main = document.querySelector('main'); return main.scrollWidth <= main.clientWidth && document.body.scrollWidth <= innerWidth; })()"))
            .Should().BeTrue("nothing may hang over the edge");
    }

    [TestMethod]
    public async Task Change_WithTheKeyboardAlone_IsPossible()
    {
        await using var lab = await MigrationLab.OpenAsync(testContext);
        var page = lab.Session.Page;

        await Panel(page, "change").GetByRole(AriaRole.Button, new() { Name = "50 %", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("dry-run")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("by hand");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("headline")).ToHaveTextAsync("50 % of users go to the microservice");
    }

    private static ILocator Panel(IPage page, string id) => page.Locator($"#{id}");

    private async Task<BrowserSession> OpenAsync(DashboardHost host)
    {
        var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/migration");
        return session;
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromMilliseconds(Chromium.Patience));
        while (!isSo())
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}

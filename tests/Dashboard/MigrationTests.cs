using System.Globalization;
using Microsoft.Playwright;
using Migration.Dashboard.Tests.Browser;
using Migration.TestSupport.Marketplace;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests;

/// <summary>What is done on the migration page happens to real requests, and what it says of them is so.</summary>
[TestClass]
public sealed class MigrationTests(TestContext testContext) : DashboardTest(testContext)
{
    private const long Listing = 1190;
    private const string Fallback = "monolith-fallback";
    private const int Attempts = 5;

    private static readonly long[] s_users = [.. Enumerable.Range(40, 20).Select(id => (long)id)];

    [TestMethod]
    public async Task Percentage_ChangedOnThePage_MovesTraffic()
    {
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        await PrepareAsync(marketplace, 0);
        (await ServedByAsync(marketplace)).Should().OnlyContain(side => side == "monolith");
        await using var session = await OpenAsync("/migration");
        var panel = session.Page.Locator("#change");

        await panel.GetByRole(AriaRole.Button, new() { Name = "100 %", Exact = true }).ClickAsync();
        await Expect(session.Page.GetByTestId("dry-run")).ToContainTextAsync("would move to the microservice");
        await panel.GetByLabel("Reason").FillAsync("all of them");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(session.Page.GetByTestId("headline")).ToHaveTextAsync("Everybody goes to the microservice");

        var flag = await new RoutingAdmin(marketplace).ReadAsync(CancellationToken);
        flag.GetProperty("updated_by").GetString().Should().Be($"{MarketplaceClient.Admin} via dashboard");
        flag.GetProperty("reason").GetString().Should().Be("all of them");
        await RoutingAdmin.FollowAsync(marketplace, flag.GetProperty("version").GetInt64(), CancellationToken);
        (await SentToAsync(marketplace)).Should().OnlyContain(side => side == "microservice");
        await Expect(session.Page.GetByTestId("split")).ToContainTextAsync("went to the microservice; answered by");
        await Expect(session.Page.Locator("#sides").GetByRole(AriaRole.Row, new() { Name = "p99" })).ToContainTextAsync("ms");
    }

    [TestMethod]
    public async Task Canary_MadeOnThePage_IsServedByTheMicroservice()
    {
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        await PrepareAsync(marketplace, 0);
        await using var session = await OpenAsync("/migration");
        var rules = session.Page.Locator("#rules");
        await rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await rules.GetByLabel("Add users").FillAsync(s_users[0].ToString(CultureInfo.InvariantCulture));
        await rules.GetByRole(AriaRole.Button, new() { Name = "See who would move" }).ClickAsync();
        await Expect(session.Page.GetByTestId("dry-run")).ToContainTextAsync("1 user would move to the microservice");
        await rules.GetByLabel("Reason").FillAsync("a friend");
        await rules.GetByRole(AriaRole.Button, new() { Name = "Confirm canaries +1" }).ClickAsync();
        await Expect(rules.GetByText("Done.")).ToBeVisibleAsync();

        var flag = await new RoutingAdmin(marketplace).ReadAsync(CancellationToken);
        await RoutingAdmin.FollowAsync(marketplace, flag.GetProperty("version").GetInt64(), CancellationToken);
        (await SentToAsync(marketplace)).Should().Equal(["microservice", .. Enumerable.Repeat("monolith", s_users.Length - 1)]);

        await rules.GetByRole(AriaRole.Button, new() { Name = "Add an experiment…" }).ClickAsync();
        await rules.GetByLabel("Name", new() { Exact = true }).FillAsync("pr ice");
        await rules.GetByRole(AriaRole.Button, new() { Name = "See who would move" }).ClickAsync();
        await Expect(rules.GetByRole(AriaRole.Alert)).ToContainTextAsync("experiments[0].name: must be 1 to 50 letters");
        (await new RoutingAdmin(marketplace).ReadAsync(CancellationToken)).GetProperty("version").GetInt64().Should().Be(flag.GetProperty("version").GetInt64());
    }

    [TestMethod]
    public async Task Why_AskedForAUser_IsWhatARequestOfThatUserSays()
    {
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        await PrepareAsync(marketplace, 50);
        await using var session = await OpenAsync("/migration");
        foreach (var user in new long[] { 42, 43, 44, 45 })
        {
            var answer = await AskAsync(marketplace, user, Attempts);

            await session.Page.GetByLabel("User", new() { Exact = true }).FillAsync(user.ToString(CultureInfo.InvariantCulture));
            await session.Page.Keyboard.PressAsync("Enter");

            await Expect(session.Page.GetByTestId("why")).ToContainTextAsync($"User {user} goes to the {answer.ServedBy}");
            await Expect(Fact(session, "Reason")).ToHaveTextAsync(answer.Reason);
            await Expect(Fact(session, "Bucket")).ToHaveTextAsync(int.Parse(answer.Header("X-Routing-Bucket")!, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture));
            await Expect(Fact(session, "Flag version")).ToHaveTextAsync(answer.Header("X-Routing-Flag-Version")!);
            await Expect(Fact(session, "Seed")).ToHaveTextAsync(answer.Header("X-Routing-Seed")!);
        }
    }

    [TestMethod]
    public async Task Breaker_ThatOpens_IsShownWithItsHistoryAndTheFallbacks()
    {
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        await PrepareAsync(marketplace, 100);
        await using var session = await OpenAsync("/migration");
        var breakers = session.Page.Locator("#breakers");
        await ServedByAsync(marketplace);
        await MoveBreakerAsync(marketplace, "isolate");

        (await ServedByAsync(marketplace)).Should().OnlyContain(side => side == Fallback);

        await Expect(breakers.Locator("li").Filter(new() { HasText = Operation })).ToContainTextAsync("isolated");
        await Expect(breakers.GetByRole(AriaRole.Row).Filter(new() { HasText = Operation }).First).ToContainTextAsync("isolated");
        await Expect(session.Page.Locator("#reasons").GetByRole(AriaRole.Row).Filter(new() { HasText = Operation })).ToBeVisibleAsync();
        await Expect(session.Page.Locator("#sides").GetByRole(AriaRole.Row, new() { Name = "Failed" })).ToContainTextAsync("fallbacks");
    }

    [TestMethod]
    public async Task Fault_SwitchedOnThePage_OpensTheBreakerAndIsTakenOffAgain()
    {
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        await PrepareAsync(marketplace, 100);
        await using var session = await OpenAsync("/migration");
        var faults = session.Page.Locator("#faults");

        await SwitchOnAsync(faults, "GrpcUnavailable");
        await Expect(faults.GetByText("calls are answered UNAVAILABLE")).ToBeVisibleAsync();
        (await ServedByAsync(marketplace)).Should().OnlyContain(side => side == Fallback);
        await Expect(session.Page.Locator("#breakers li").Filter(new() { HasText = Operation })).ToContainTextAsync("open");
        await Expect(session.Page.Locator("#breakers").GetByRole(AriaRole.Row).Filter(new() { HasText = "failures" }).First).ToContainTextAsync("open");

        await faults.GetByRole(AriaRole.Button, new() { Name = "Take off status" }).ClickAsync();
        await Expect(faults.GetByText("none is on")).ToBeVisibleAsync();
        await MoveBreakerAsync(marketplace, "reset");
        (await SentToAsync(marketplace)).Should().OnlyContain(side => side == "microservice");
    }

    [TestMethod]
    [DataRow("Latency", "Take off")]
    [DataRow("Reset", "Take off")]
    [DataRow("GrpcDelay", "Take off")]
    [DataRow("GrpcStall", "Take off")]
    [DataRow("Down", "Open monolith-listings")]
    public async Task Fault_OfEachKind_IsWhatTheProxyTakes(string kind, string off)
    {
        await using var session = await OpenAsync("/migration");
        var faults = session.Page.Locator("#faults");

        await SwitchOnAsync(faults, kind);
        await Expect(faults.GetByText("1 of 5 roads disturbed")).ToBeVisibleAsync();
        await faults.GetByRole(AriaRole.Button, new() { Name = off }).ClickAsync();

        await Expect(faults.GetByText("none is on")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Page_InARealEnvironment_ShowsItsDataAndIsAccessible()
    {
        await using var session = await OpenAsync("/migration?user=42");
        var page = session.Page;

        await Expect(page.Locator("#sync").GetByRole(AriaRole.Row).Filter(new() { HasText = "to the microservice" })).ToContainTextAsync("follows");
        await Expect(page.Locator("#sync").GetByRole(AriaRole.Heading, new() { Name = "Quarantine" })).ToContainTextAsync("row");
        await Expect(page.Locator("#sync").GetByText("c2c_listings").First).ToBeVisibleAsync();
        await Expect(page.Locator("#consistency").GetByText("In the background")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare now" }).ClickAsync();
        await Expect(page.GetByTestId("consistency")).ToHaveTextAsync("EQUAL", new() { Timeout = 60_000 });
        await Expect(page.Locator("#faults").GetByText("datasync-svetubd", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("why")).ToBeVisibleAsync();

        await session.ShouldBeAccessibleAsync();
        await session.ScreenshotAsync("migration-environment");
    }

    private static ILocator Fact(BrowserSession session, string name)
        => session.Page.Locator("#why dl div").Filter(new() { Has = session.Page.GetByText(name, new() { Exact = true }) }).Locator("dd");

    private static async Task SwitchOnAsync(ILocator faults, string kind)
    {
        await faults.GetByLabel("Road").SelectOptionAsync("monolith-listings");
        await faults.GetByLabel("Fault").SelectOptionAsync(kind);
        await faults.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
    }

    private static async Task MoveBreakerAsync(MarketplaceClient marketplace, string how)
        => (await marketplace.SendAsync(
            new MarketplaceRequest(HttpMethod.Post, $"/api/v1/admin/routing/breakers/{Operation}/{how}") { User = MarketplaceClient.Admin, Body = new { reason = "test" } },
            CancellationToken.None)).Status.Should().Be(System.Net.HttpStatusCode.OK);

    /// <summary>Nothing is asked of a microservice that is still cold: it would be late, and the monolith would answer in its place.</summary>
    private async Task PrepareAsync(MarketplaceClient marketplace, int percent)
    {
        var routing = new RoutingAdmin(marketplace);
        await routing.ChangeAsync(new { enabled = true, rollout_percent = 100, canary_user_ids = Array.Empty<long>() }, [marketplace], CancellationToken);
        await WarmUp.RunAsync(marketplace, routing, s_users[0], CancellationToken);
        await routing.ChangeAsync(new { rollout_percent = percent }, [marketplace], CancellationToken);
    }

    private async Task<IReadOnlyList<string>> ServedByAsync(MarketplaceClient marketplace, int attempts = 1)
    {
        var sides = new List<string>();
        foreach (var user in s_users)
        {
            sides.Add((await AskAsync(marketplace, user, attempts)).ServedBy);
        }

        return sides;
    }

    /// <summary>The same where both sides are well.</summary>
    private Task<IReadOnlyList<string>> SentToAsync(MarketplaceClient marketplace) => ServedByAsync(marketplace, Attempts);

    /// <summary>
    /// An answer that was late once, on a machine that was busy elsewhere, came from the monolith in the microservice's place, and says nothing of
    /// where the user is sent: then it is asked again.
    /// </summary>
    private async Task<MarketplaceAnswer> AskAsync(MarketplaceClient marketplace, long user, int attempts)
    {
        MarketplaceAnswer answer;
        do
        {
            answer = await marketplace.GetListingAsync(Listing, user, CancellationToken);
        }
        while (answer.ServedBy == Fallback && --attempts > 0);

        return answer;
    }

    private async Task<BrowserSession> OpenAsync(string path)
    {
        var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync(path);
        return session;
    }
}

using System.Net;
using Microsoft.Playwright;
using Migration.Dashboard.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Migrating;

/// <summary>What else than the percentage is changed on the page: who goes where by name, experiments, breakers. It reaches the router as it was shown, or not at all.</summary>
[TestClass]
public sealed class MigrationChangesTests(TestContext testContext)
{
    private const string Flag = "/api/v1/admin/routing/flags/marketplace";
    private const string Breakers = "/api/v1/admin/routing/breakers";
    private const string Patch = $"PATCH {Flag}";
    private const string DryRun = $"POST {Flag}/dry-run";

    [TestMethod]
    public async Task Canaries_AreChangedAfterADryRunForAReason()
    {
        await using var lab = await OpenAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await Expect(lab.Rules.GetByLabel("Add users")).ToBeFocusedAsync();
        await lab.Rules.GetByLabel("Add users").FillAsync("42, 43");
        await lab.Rules.GetByLabel("Take off").FillAsync("2");

        await lab.AskAsync();
        await Expect(lab.Session.Page.GetByTestId("dry-run")).ToContainTextAsync("1,641 users would move to the microservice");
        lab.Migration.Monolith.RequestsFor(DryRun).Single().Body.Should().Be("""{"canary_user_ids":[1,3,42,43]}""");
        var confirm = lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Confirm canaries +2 −1" });
        await confirm.ClickAsync();
        lab.Migration.Monolith.RequestsFor(Patch).Should().BeEmpty("nothing is done without a reason");
        await lab.Rules.GetByLabel("Reason").FillAsync("friends of the house");
        await confirm.ClickAsync();

        await Expect(lab.Rules.GetByText("1, 3, 42, 43", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(lab.Rules.GetByText("Done.")).ToBeVisibleAsync();
        await Expect(lab.Rules.GetByLabel("Add users")).ToHaveCountAsync(0);
        lab.Migration.Monolith.RequestsFor(Patch).Single().Body
            .Should().Be("""{"canary_user_ids":[1,3,42,43],"expected_version":7,"reason":"friends of the house"}""");
    }

    [TestMethod]
    public async Task Buttons_OfAChange_StressTheNextStepAlone()
    {
        await using var lab = await OpenAsync();
        var stressed = lab.Session.Page.Locator(".act.primary");
        await Expect(stressed).ToHaveCountAsync(0);
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await Expect(stressed).ToHaveTextAsync("See who would move");
        await lab.Rules.GetByLabel("Add users").FillAsync("42");

        await lab.AskAsync();
        await Expect(stressed).ToHaveTextAsync("Confirm canaries +1");

        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(stressed).ToHaveTextAsync("See who would move");
    }

    [TestMethod]
    public async Task DenyList_IsChanged()
    {
        await using var lab = await OpenAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the deny list" }).ClickAsync();
        await lab.Rules.GetByLabel("Add users").FillAsync("7");

        await lab.AskAsync();
        await lab.ConfirmAsync("deny list +1");

        await Expect(lab.Rules.Locator("div").Filter(new() { Has = lab.Session.Page.GetByText("Deny list", new() { Exact = true }) }).Locator("dd span")).ToHaveTextAsync("7");
        lab.Migration.Monolith.RequestsFor(Patch).Single().Body.Should().Be("""{"deny_user_ids":[7],"expected_version":7,"reason":"because"}""");
    }

    [TestMethod]
    [DataRow("x", "Add users: “x” is no user. Users are whole numbers above 0.")]
    [DataRow("1", "Add users, Take off: nothing would be another than it is.")]
    public async Task Canaries_ThatCannotBe_AreNotAskedFor(string typed, string expected)
    {
        await using var lab = await OpenAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await lab.Rules.GetByLabel("Add users").FillAsync(typed);

        await lab.AskAsync();

        await Expect(lab.Rules.GetByRole(AriaRole.Alert)).ToHaveTextAsync(expected);
        lab.Migration.Monolith.RequestsFor(DryRun).Should().BeEmpty();
        await lab.Rules.GetByLabel("Add users").PressSequentiallyAsync("0");
        await Expect(lab.Rules.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Experiment_IsAddedChangedAndEnded()
    {
        await using var lab = await OpenAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Add an experiment…" }).ClickAsync();
        await lab.Rules.GetByLabel("Name", new() { Exact = true }).FillAsync("price");
        await Variant(lab, 2).GetByLabel("Weight").FillAsync("3");
        await Variant(lab, 2).GetByLabel("Goes to").SelectOptionAsync("monolith");
        await lab.AskAsync();
        await lab.ConfirmAsync("experiment price added");
        await Expect(lab.Rules.GetByText("a 1, b 3 → monolith")).ToBeVisibleAsync();

        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the experiment price" }).ClickAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Take out variant 1" }).ClickAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Add a variant" }).ClickAsync();
        await Variant(lab, 2).GetByRole(AriaRole.Textbox, new() { Name = "Variant 2" }).FillAsync("c");
        await Variant(lab, 2).GetByLabel("Weight").FillAsync("5");
        await lab.AskAsync();
        await lab.ConfirmAsync("experiment price changed");
        await Expect(lab.Rules.GetByText("b 3 → monolith, c 5")).ToBeVisibleAsync();

        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the experiment price" }).ClickAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "End the experiment…" }).ClickAsync();
        await lab.ConfirmAsync("experiment price ended");
        await Expect(lab.Rules.GetByText("Experiment price")).ToHaveCountAsync(0);

        const string Layout = """{"name":"layout","seed":"1","variants":[{"name":"a","weight":1,"side":"microservice"}]}""";
        lab.Migration.Monolith.RequestsFor(Patch).Select(request => request.Body).Should().Equal(
            $$"""{"experiments":[{{Layout}},{"name":"price","seed":"1","variants":[{"name":"a","weight":1},{"name":"b","weight":3,"side":"monolith"}]}],"expected_version":7,"reason":"because"}""",
            $$"""{"experiments":[{{Layout}},{"name":"price","seed":"1","variants":[{"name":"b","weight":3,"side":"monolith"},{"name":"c","weight":5}]}],"expected_version":8,"reason":"because"}""",
            $$"""{"experiments":[{{Layout}}],"expected_version":9,"reason":"because"}""");
    }

    [TestMethod]
    public async Task Experiment_ThatTheRouterRefuses_NamesTheFieldAndKeepsWhatWasTyped()
    {
        await using var lab = await OpenAsync();
        lab.Migration.Monolith.Answer(
            DryRun,
            """{"status": 400, "code": "invalid_input", "title": "The request breaks a rule", "detail": "experiments[1].name: must be 1 to 50 letters.", "errors": [{"field": "experiments[1].name", "value": "pr ice", "rule": "must be 1 to 50 letters"}]}""",
            HttpStatusCode.BadRequest);
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Add an experiment…" }).ClickAsync();
        await lab.Rules.GetByLabel("Name", new() { Exact = true }).FillAsync("pr ice");

        await lab.AskAsync();

        await Expect(lab.Rules.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The request breaks a rule: experiments[1].name: must be 1 to 50 letters.");
        await Expect(lab.Rules.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("pr ice");
        await Expect(lab.Rules.GetByLabel("Reason")).ToHaveCountAsync(0);
        lab.Migration.Monolith.RequestsFor(Patch).Should().BeEmpty();
    }

    [TestMethod]
    public async Task List_ThatSomebodyElseChangesAfterTheDryRun_IsNotOverwritten()
    {
        await using var lab = await OpenAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await lab.Rules.GetByLabel("Add users").FillAsync("42");
        await lab.AskAsync();
        await Expect(lab.Session.Page.GetByTestId("dry-run")).ToBeVisibleAsync();

        lab.Migration.Change("10", "theirs", """{"canary_user_ids": [1, 2, 3, 99]}""");
        await lab.ConfirmAsync("canaries +1");

        await Expect(lab.Rules.GetByText("Not applied: somebody else has changed the flag in between.")).ToBeVisibleAsync();
        await Expect(lab.Rules.GetByText("1, 2, 3, 99", new() { Exact = true })).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task List_ThatWasMadeFromAnOlderVersion_IsNotOfferedForConfirmation()
    {
        await using var lab = await OpenAsync();
        lab.Migration.Monolith.Answer(DryRun, """{"known_users": 10, "moved_to_microservice": 1, "moved_to_monolith": 0, "on_microservice_before": 1, "on_microservice_after": 2, "version": 8}""");
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await lab.Rules.GetByLabel("Add users").FillAsync("42");

        await lab.AskAsync();

        await Expect(lab.Rules.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody else has made version 8 in between.");
        await Expect(lab.Rules.GetByLabel("Reason")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task DryRun_OfWhatIsNoLongerTyped_CannotBeConfirmed()
    {
        await using var lab = await OpenAsync();
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await lab.Rules.GetByLabel("Add users").FillAsync("42");
        await lab.AskAsync();
        await Expect(lab.Rules.GetByLabel("Reason")).ToBeVisibleAsync();

        await lab.Rules.GetByLabel("Add users").FillAsync("42, 43");

        await Expect(lab.Rules.GetByLabel("Reason")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Breaker_IsIsolatedAndResetForAReason()
    {
        await using var lab = await OpenAsync();
        var panel = lab.Session.Page.Locator("#breakers");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Isolate GetListing" }).ClickAsync();
        await Expect(panel.GetByText("Reads fall back to the monolith until somebody resets it.")).ToBeVisibleAsync();
        lab.Migration.Monolith.RequestsFor($"POST {Breakers}/GetListing/isolate").Should().BeEmpty();
        await panel.GetByLabel("Reason").FillAsync("errors");
        await lab.Session.Page.Keyboard.PressAsync("Enter");
        await Expect(panel.GetByText("Done. GetListing is isolated.")).ToBeVisibleAsync();
        lab.Migration.Monolith.RequestsFor($"POST {Breakers}/GetListing/isolate").Single().Body.Should().Be("""{"reason":"errors"}""");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Reset ListListings" }).ClickAsync();
        await panel.GetByLabel("Reason").FillAsync("repaired");
        await lab.Session.Page.Keyboard.PressAsync("Enter");
        await Expect(panel.GetByText("Done. ListListings is closed.")).ToBeVisibleAsync();
        lab.Migration.Monolith.RequestsFor($"POST {Breakers}/ListListings/reset").Should().ContainSingle();
    }

    [TestMethod]
    public async Task Breaker_ThatCannotBeMoved_SaysWhy()
    {
        await using var lab = await OpenAsync();
        lab.Migration.Monolith.Answer($"POST {Breakers}/GetListing/isolate", """{"title": "Not found", "detail": "There is no breaker of operation 'GetListing'."}""", HttpStatusCode.NotFound);
        var panel = lab.Session.Page.Locator("#breakers");

        await panel.GetByRole(AriaRole.Button, new() { Name = "Isolate GetListing" }).ClickAsync();
        await panel.GetByLabel("Reason").FillAsync("errors");
        await lab.Session.Page.Keyboard.PressAsync("Enter");

        await Expect(panel.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Not applied. Not found: There is no breaker of operation 'GetListing'.");
    }

    [TestMethod]
    [DataRow("light")]
    [DataRow("dark-phone")]
    public async Task Editors_InEachLook_AreAccessible(string name)
    {
        var look = new[] { BrowserLook.Light, BrowserLook.DarkPhone }.Single(look => look.Name == name);
        await using var lab = await OpenAsync(look);
        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the experiment layout" }).ClickAsync();
        await lab.AskAsync();
        await Expect(lab.Rules.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Nothing would be another than it is.");
        await Variant(lab, 1).GetByLabel("Weight").FillAsync("4");
        await lab.AskAsync();
        await Expect(lab.Rules.GetByLabel("Reason")).ToBeVisibleAsync();
        await lab.ScreenshotAsync($"migration-{name}-experiment");
        await lab.Session.ShouldBeAccessibleAsync();

        await lab.Rules.GetByRole(AriaRole.Button, new() { Name = "Change the canaries" }).ClickAsync();
        await lab.ScreenshotAsync($"migration-{name}-canaries");
        await lab.Session.ShouldBeAccessibleAsync();
    }

    private static ILocator Variant(MigrationLab lab, int number) => lab.Rules.GetByRole(AriaRole.Group, new() { Name = $"Variant {number}" });

    private Task<MigrationLab> OpenAsync(BrowserLook? look = null) => MigrationLab.OpenAsync(testContext, look);
}

using Microsoft.Playwright;
using Migration.Dashboard.Tests.Resources;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

[TestClass]
public sealed class ResourcesPageTests(TestContext testContext)
{
    private const string Commands = """
        ,"health":"Healthy","commands":[{"name":"start","displayName":"Start","isEnabled":false},{"name":"stop","displayName":"Stop","isEnabled":true},
        {"name":"restart","displayName":"Restart","isEnabled":true},{"name":"flush","displayName":"Flush","isEnabled":true,"confirmation":"All entries go."}]
        """;

    private const string Secret = ""","variables":[{"name":"PASSWORD","isSecret":true,"isFromModel":true},{"name":"PLAIN","value":"shown","isSecret":false}]""";

    [TestMethod]
    public async Task Page_WithoutEngine_SaysSoAndTelemetryIsThere()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/");

        await Expect(session.Page.GetByText("No engine tells of resources")).ToBeVisibleAsync();
        await session.GoAsync("/console");
        await Expect(session.Page.GetByText("No engine tells of consoles")).ToBeVisibleAsync();
        await session.GoAsync("/traces");
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Traces");
    }

    [TestMethod]
    public async Task Page_ResourceTurnsBad_ShowsTheReasonAtOnce()
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/");
        lab.Engine.TellSnapshot(FakeEngine.Resource("web", more: Commands), FakeEngine.Resource("svetubd", more: ",\"parent\":\"web\""));
        await Expect(lab.State("web")).ToHaveTextAsync("Running");

        lab.Engine.TellChange(FakeEngine.Resource("web", more: ""","health":"Unhealthy","healthChecks":[{"name":"http","status":"Unhealthy","reason":"connection refused"}]"""));

        await Expect(lab.State("web")).ToHaveTextAsync("Unhealthy");
        await Expect(lab.Row("web").Locator(".state-reason")).ToHaveTextAsync("connection refused");
        await lab.Session.ShouldBeAccessibleAsync();
    }

    [TestMethod]
    public async Task Page_EngineIsLost_SaysSoAndKeepsWhatWasSeen()
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/");
        lab.Engine.TellSnapshot(FakeEngine.Resource("web", more: Commands));
        await Expect(lab.State("web")).ToHaveTextAsync("Running");

        await lab.Engine.DisposeAsync();

        await Expect(lab.Session.Page.GetByText("The engine tells no more")).ToBeVisibleAsync();
        await Expect(lab.State("web")).ToHaveTextAsync("Running");
    }

    [TestMethod]
    public async Task Filters_AreInTheAddressAndTheAddressIsTheView()
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/?search=post");
        lab.Engine.TellSnapshot(FakeEngine.Resource("web", more: Commands), FakeEngine.Resource("postgres", "Finished"), FakeEngine.Resource("postman"));
        await Expect(lab.Session.Page.Locator("tbody tr")).ToHaveCountAsync(2);

        await lab.Session.Page.GetByLabel("State").SelectOptionAsync("Stopped");

        await lab.Session.WaitForAddressAsync("/?search=post&state=Stopped");
        await Expect(lab.Session.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(lab.Row("postgres")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Details_ByAddress_ShowSecretsOnlyWhenAsked()
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/?resource=web");
        lab.Engine.Answer = _ => """{"value":"geheim"}""";
        lab.Engine.TellSnapshot(FakeEngine.Resource("web", more: Commands + Secret));
        var value = lab.Session.Page.Locator("[data-value=PASSWORD]");
        await Expect(value).ToContainTextAsync("●●●");

        await value.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(value).ToContainTextAsync("geheim");
        await value.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(value).Not.ToContainTextAsync("geheim");

        await lab.Session.ShouldBeAccessibleAsync();
        await lab.Session.Page.Keyboard.PressAsync("Escape");
        await lab.Session.WaitForAddressAsync("/");
    }

    [TestMethod]
    public async Task Command_WithAQuestion_IsDoneOnlyAfterYes()
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/?resource=web");
        lab.Engine.TellSnapshot(FakeEngine.Resource("web", more: Commands));
        var flush = lab.Session.Page.Locator(".details [data-command=flush]");

        await flush.ClickAsync();
        await Expect(lab.Session.Page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("All entries go.");
        await lab.Session.Page.Locator("[data-answer=no]").ClickAsync();
        await Expect(lab.Session.Page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        lab.Engine.Bodies.Should().BeEmpty();

        await flush.ClickAsync();
        await lab.Session.Page.Locator("[data-answer=yes]").ClickAsync();
        await Expect(lab.Session.Page.Locator("[data-report]")).ToContainTextAsync("Flush is done");
        lab.Engine.Bodies.Should().Equal("""{"resource":"web-1","command":"flush"}""");
    }

    [TestMethod]
    public async Task Command_ThatTakesLong_HoldsNothingUpAndItsFailureIsShown()
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/");
        using var mayEnd = new ManualResetEventSlim();
        lab.Engine.Answer = _ =>
        {
            mayEnd.Wait(testContext.CancellationToken);
            return """{"success":false,"message":"It does not stop."}""";
        };
        lab.Engine.TellSnapshot(FakeEngine.Resource("web", more: Commands));

        await lab.Row("web").Locator("[data-command=stop]").ClickAsync();
        await Expect(lab.Row("web").Locator("[data-command=stop]")).ToHaveTextAsync("Stop…");
        lab.Engine.TellChange(FakeEngine.Resource("web", "Stopping"));
        await Expect(lab.State("web")).ToHaveTextAsync("Stopping");
        mayEnd.Set();

        await Expect(lab.Session.Page.Locator("[data-report]")).ToContainTextAsync("It does not stop.");
    }

    [TestMethod]
    public async Task FiftyResources_OneChangesOften_TheOthersAreNotDrawnAnew()
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/");
        lab.Engine.TellSnapshot([.. Enumerable.Range(0, 50).Select(number => FakeEngine.Resource($"web{number}", more: Commands))]);
        await Expect(lab.Session.Page.Locator("tbody tr")).ToHaveCountAsync(50);
        await lab.Session.Page.EvaluateAsync(
            """
            () => {
              const quiet = [...document.querySelectorAll('tbody tr')].filter(row => !row.querySelector('[data-resource=web7]'));
              window.changes = 0;
              const observer = new MutationObserver(records => { window.changes += records.length; });
              quiet.forEach(row => observer.observe(row, { childList: true, subtree: true, attributes: true, characterData: true }));
            }
            """);

        for (var change = 1; change <= 20; change++)
        {
            var state = change % 2 == 0 ? "Starting" : "Stopping";
            lab.Engine.TellChange(FakeEngine.Resource("web7", state));
            await Expect(lab.State("web7")).ToHaveTextAsync(state);
        }

        (await lab.Session.Page.EvaluateAsync<int>("window.changes")).Should().Be(0);
    }

    [TestMethod]
    [DataRow("dark")]
    [DataRow("phone")]
    public async Task Page_OtherLooks_AreAccessible(string look)
    {
        await using var lab = await EngineLab.OpenAsync(testContext, "/?resource=web", new[] { BrowserLook.Dark, BrowserLook.Phone }.Single(known => known.Name == look));
        lab.Engine.TellSnapshot(
            FakeEngine.Resource("web", more: Commands + Secret), FakeEngine.Resource("bad", "FailedToStart", ""","startFailure":"It has no program." """),
            FakeEngine.Resource("waiting", "Waiting"), FakeEngine.Resource("off", "NotStarted"));
        await Expect(lab.Session.Page.Locator("[data-value=PASSWORD]")).ToBeVisibleAsync();

        await lab.Session.ShouldBeAccessibleAsync();
        await lab.Session.ScreenshotAsync($"resources-{look}");
    }
}

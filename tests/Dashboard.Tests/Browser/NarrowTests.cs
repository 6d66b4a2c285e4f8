using Migration.Dashboard.Tests.Resources;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>Where there is little room the pages show less, and what they show is whole.</summary>
[TestClass]
public sealed class NarrowTests(TestContext testContext)
{
    private const string Whole = "cells => cells.filter(cell => cell.offsetWidth > 0 && cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)";

    private const string Cut = """
        names => names.filter(name => name.scrollHeight > name.clientHeight + 1 || name.parentElement.scrollWidth > name.parentElement.clientWidth).map(name => name.textContent)
        """;

    private static readonly BrowserLook s_small = new("small", 1024, 768, Microsoft.Playwright.ColorScheme.Light);

    [TestMethod]
    [DataRow(false, DisplayName = "on a phone")]
    [DataRow(true, DisplayName = "beside the details")]
    public async Task Resources_FitWithTheirCommands(bool isBesideDetails)
    {
        const string More = """
            ,"health":"Healthy","source":"Monolith.csproj","addresses":[{"endpoint":"http","url":"http://localhost:18888","isActive":true}],
            "commands":[{"name":"start","displayName":"Start","isEnabled":false},{"name":"stop","displayName":"Stop","isEnabled":true},{"name":"restart","displayName":"Restart","isEnabled":true}]
            """;
        await using var lab = await EngineLab.OpenAsync(testContext, isBesideDetails ? "/?resource=listings-postgres" : "/", isBesideDetails ? s_small : BrowserLook.Phone);
        lab.Engine.TellSnapshot(FakeEngine.Resource("listings-postgres", more: More), FakeEngine.Resource("listings-db", more: ",\"parent\":\"listings-postgres\""));
        await Expect(lab.State("listings-postgres")).ToHaveTextAsync("Running");

        var table = lab.Session.Page.Locator(".scroll").First;
        (await table.EvaluateAsync<int>("table => table.scrollWidth - table.clientWidth")).Should().Be(0, "nobody looks for commands beyond the edge");
        var heights = await lab.Row("listings-postgres").Locator(".command").EvaluateAllAsync<double[]>("all => all.map(one => one.getBoundingClientRect().top)");
        heights.Should().HaveCount(2).And.OnlyContain(top => top == heights[0], "commands stand beside each other");
    }

    [TestMethod]
    [DataRow("light")]
    [DataRow("small")]
    [DataRow("phone")]
    public async Task Operations_AreReadAndMeasured(string name)
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, testContext.CancellationToken);
        await host.SendAsync(DashboardHost.Span("slow", 1).Replace("1700000000002", "1700000000148", StringComparison.Ordinal), testContext.CancellationToken);
        var look = new[] { BrowserLook.Light, s_small, BrowserLook.Phone }.Single(look => look.Name == name);
        await using var session = await BrowserSession.OpenAsync(host, testContext, look);
        await session.GoAsync("/traces/operations");
        await Expect(session.Page.Locator("td .clamp").First).ToBeAttachedAsync();

        (await session.Page.Locator("td.number, th").EvaluateAllAsync<string[]>(Whole)).Should().BeEmpty("no number may be cut");
        (await session.Page.Locator("td .clamp").First.BoundingBoxAsync())!.Width.Should().BeGreaterThan(200, "a name must be told from others");
        if (look == BrowserLook.Phone)
        {
            (await session.Page.Locator("td .clamp").EvaluateAllAsync<string[]>(Cut)).Should().BeEmpty("where a name has two lines it is whole");
        }
    }

    [TestMethod]
    public async Task Requests_OnAPhone_AreToldApart()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(DashboardHost.Span("GET /api/v1/marketplace/listings/{id}", 1), testContext.CancellationToken);
        await using var session = await BrowserSession.OpenAsync(host, testContext, BrowserLook.Phone);
        await session.GoAsync("/traces");

        var request = session.Page.Locator("td .clamp");
        await Expect(request).ToContainTextAsync("listings/{id}");
        (await request.EvaluateAsync<int>("name => name.scrollHeight - name.clientHeight")).Should().Be(0, "its end tells it from others");
    }

    [TestMethod]
    public async Task Logs_BesideTheDetails_KeepRoomForTheMessage()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, testContext.CancellationToken);
        await using var session = await BrowserSession.OpenAsync(host, testContext, s_small);
        await session.GoAsync("/logs");
        await session.Page.Locator("tbody button.plain").First.ClickAsync();
        await Expect(session.Page.GetByText("Log record")).ToBeVisibleAsync();

        (await session.Page.Locator("tbody button.plain").First.BoundingBoxAsync())!.Width.Should().BeGreaterThan(240);
    }
}

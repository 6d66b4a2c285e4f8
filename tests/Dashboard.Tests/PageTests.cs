using System.Net;
using Migration.Dashboard.Pages;

namespace Migration.Dashboard.Tests;

[TestClass]
public sealed class PageTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Traces_AreListedWithLinksAndEscapedNames()
    {
        await using var host = await StartAsync();
        await host.SendAsync(DashboardHost.Span("GET <script>alert(1)</script>", 1, status: 2), Cancellation);

        var html = await host.Browser.GetStringAsync("/", Cancellation);

        html.Should().Contain($"href=\"/traces/{1:x32}\"").And.Contain("GET &lt;script&gt;").And.NotContain("<script");
        html.Should().Contain("error</span>", "an error is said in words, not by colour alone");
    }

    [TestMethod]
    public async Task Traces_WithAFilter_ShowWhatMatchesAndKeepTheFilter()
    {
        await using var host = await StartAsync();
        await host.SendAsync(DashboardHost.Span("GET /listings", 1), Cancellation);

        (await host.Browser.GetStringAsync("/?search=nothing&resource=monolith", Cancellation)).Should()
            .Contain("No trace matches").And.Contain("value=\"nothing\"").And.MatchRegex("<option value=\"monolith\" selected");
    }

    [TestMethod]
    public async Task Trace_IsDrawnAsAWaterfall()
    {
        await using var host = await StartAsync();
        await host.SendAsync($"{DashboardHost.Span("parent", 1)},{DashboardHost.Span("child", 2, parent: 1)}", Cancellation);

        var html = await host.Browser.GetStringAsync($"/traces/{1:x32}", Cancellation);

        html.Should().Contain("class=\"depth1\"").And.Contain("x=\"33.333%\" width=\"66.667%\"");
    }

    [TestMethod]
    public async Task Trace_ThatIsNotThere_IsNotFound()
    {
        await using var host = await StartAsync();

        using var response = await host.Browser.GetAsync("/traces/unknown", Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().Contain("Trace not found");
    }

    [TestMethod]
    public async Task Pages_AllowNoScriptAndNothingOfAnotherOrigin()
    {
        await using var host = await StartAsync();

        using var response = await host.Browser.GetAsync("/", Cancellation);

        response.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'");
        response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
    }

    [TestMethod]
    public async Task StyleSheet_IsThereWithoutLogin()
    {
        await using var host = await DashboardHost.StartAsync();

        (await host.Browser.GetStringAsync(PageEndpoints.StyleSheet, Cancellation)).Should().Contain("prefers-color-scheme: dark");
    }

    [TestMethod]
    public async Task Waterfall_OfSpansThatAreEachOthersParents_DrawsEachOnce()
    {
        await using var host = await StartAsync();
        await host.SendAsync($"{DashboardHost.Span("a", 1, parent: 2)},{DashboardHost.Span("b", 2, parent: 1)},{DashboardHost.Span("c", 3, parent: 3)}", Cancellation);

        var rows = Waterfall.Of(host.Store.GetTrace($"{1:x32}")!);

        rows.Select(row => (row.Span.Name, row.Depth)).Should().Equal(("a", 0), ("b", 1), ("c", 0));
    }

    [TestMethod]
    public async Task Waterfall_OfAVeryDeepTrace_EndsAtItsLimit()
    {
        await using var host = await StartAsync();
        await host.SendAsync(string.Join(',', Enumerable.Range(1, 5_000).Select(id => DashboardHost.Span("deep", id, parent: id - 1))), Cancellation);

        var rows = Waterfall.Of(host.Store.GetTrace($"{1:x32}")!);

        rows.Should().HaveCount(Waterfall.MaxRows);
        rows[^1].Depth.Should().Be(Waterfall.MaxRows - 1);
    }

    private async Task<DashboardHost> StartAsync()
    {
        var host = await DashboardHost.StartAsync();
        await host.LogInAsync(Cancellation);
        return host;
    }
}

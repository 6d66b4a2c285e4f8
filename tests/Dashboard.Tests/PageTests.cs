using System.Net;

namespace Migration.Dashboard.Tests;

/// <summary>What is sent before any script runs.</summary>
[TestClass]
public sealed class PageTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    [DataRow("/", "Resources")]
    [DataRow("/console", "Console")]
    [DataRow("/logs", "Structured logs")]
    [DataRow("/traces", "Traces")]
    [DataRow("/metrics", "Metrics")]
    [DataRow("/migration", "Migration")]
    public async Task Page_IsRenderedOnTheServerFirst(string path, string title)
    {
        await using var host = await StartAsync();

        var html = await host.Browser.GetStringAsync(path, Cancellation);

        html.Should().MatchRegex($"<h1[^>]*>{title}</h1>", "the first paint must not wait for a script").And.Contain("_framework/blazor.web");
    }

    /// <summary>An environment's start does not pay for them.</summary>
    [TestMethod]
    public async Task Pages_AreMadeOnceSomebodyAsks()
    {
        await using var host = await DashboardHost.StartAsync();
        using var health = await host.Browser.GetAsync("/health", Cancellation);
        await host.SendAsync(DashboardHost.Span("at once", 1), Cancellation);
        health.StatusCode.Should().Be(HttpStatusCode.OK);
        host.Routes.Endpoints.Select(route => route.DisplayName).OfType<string>().Should().NotContain(name => name.Contains("/migration"));

        await host.LogInAsync(Cancellation);

        host.Routes.Endpoints.Select(route => route.DisplayName).OfType<string>().Should().Contain(name => name.Contains("/migration"));
        host.Store.GetSpans().Should().ContainSingle();
    }

    [TestMethod]
    public async Task Page_ThatIsNotThere_IsNotFound()
    {
        await using var host = await StartAsync();

        using var response = await host.Browser.GetAsync("/no/such/page", Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().Contain("Page not found");
    }

    [TestMethod]
    public async Task Pages_AllowNothingOfAnotherOriginAndNoInlineScript()
    {
        await using var host = await StartAsync();

        using var response = await host.Browser.GetAsync("/", Cancellation);

        response.Headers.GetValues("Content-Security-Policy").Should().ContainSingle()
            .Which.Should().StartWith("default-src 'none'; script-src 'self';").And.Contain("frame-ancestors 'none'");
        response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().NotMatchRegex("(src|href)=\"(https?:)?//", "nothing is loaded from elsewhere");
    }

    [TestMethod]
    [DataRow("/dashboard.css")]
    [DataRow("/theme.js")]
    [DataRow("/shell.js")]
    [DataRow("/_framework/blazor.web.js")]
    [DataRow("/_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js")]
    public async Task Asset_IsThereWithoutLogin(string path)
    {
        await using var host = await DashboardHost.StartAsync();

        using var response = await host.Browser.GetAsync(path, Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length.Should().BeGreaterThan(500);
    }

    [TestMethod]
    public async Task LiveConnection_OfAStranger_IsRefused()
    {
        await using var host = await DashboardHost.StartAsync();

        using var response = await host.Browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task<DashboardHost> StartAsync()
    {
        var host = await DashboardHost.StartAsync();
        await host.LogInAsync(Cancellation);
        return host;
    }
}

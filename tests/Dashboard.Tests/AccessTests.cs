using System.Net;

namespace Migration.Dashboard.Tests;

[TestClass]
public sealed class AccessTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Page_ForAStranger_LeadsToTheLoginAndBack()
    {
        await using var host = await DashboardHost.StartAsync();

        using var refused = await host.Browser.GetAsync("/?search=slow", Cancellation);
        using var login = await host.Browser.GetAsync($"{refused.Headers.Location}&t={DashboardHost.Token}", Cancellation);
        using var page = await host.Browser.GetAsync(login.Headers.Location, Cancellation);

        refused.StatusCode.Should().Be(HttpStatusCode.Redirect);
        refused.Headers.Location!.ToString().Should().Be("/login?returnUrl=%2F%3Fsearch%3Dslow");
        login.Headers.Location!.ToString().Should().Be("/?search=slow");
        page.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [TestMethod]
    [DataRow("/api/telemetry/resources")]
    [DataRow("/api/telemetry/traces")]
    [DataRow("/api/telemetry/traces/00000000000000000000000000000001")]
    [DataRow("/api/telemetry/spans")]
    [DataRow("/api/telemetry/logs")]
    [DataRow("/api/telemetry/metrics")]
    public async Task Api_ForAStranger_IsClosed(string path)
    {
        await using var host = await DashboardHost.StartAsync();

        using var response = await host.Browser.GetAsync(path, Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().Contain("x-api-key");
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("/traces/00000000000000000000000000000001")]
    public async Task Page_WithACookieOfAnotherToken_IsClosed(string path)
    {
        await using var host = await DashboardHost.StartAsync();
        await using var other = await DashboardHost.StartAsync("--Dashboard:BrowserToken=another");
        using var login = await other.Browser.GetAsync("/login?t=another", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var stolen = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=')[1];
        request.Headers.Add("Cookie", $"migration-dashboard-{host.Address.Port}={stolen}");

        using var response = await host.Browser.SendAsync(request, Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [TestMethod]
    [DataRow("", DashboardHost.Token, HttpStatusCode.OK, DisplayName = "the browser token, where no key is set")]
    [DataRow("", "wrong", HttpStatusCode.Unauthorized, DisplayName = "a wrong one")]
    [DataRow("secret", "secret", HttpStatusCode.OK, DisplayName = "the key that is set")]
    [DataRow("secret", DashboardHost.Token, HttpStatusCode.Unauthorized, DisplayName = "the browser token, where a key is set")]
    public async Task Api_WithAKey_IsOpenForThatKeyOnly(string configured, string sent, HttpStatusCode expected)
    {
        await using var host = await DashboardHost.StartAsync($"--Dashboard:ApiKey={configured}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/telemetry/resources");
        request.Headers.Add("x-api-key", sent);

        using var response = await host.Browser.SendAsync(request, Cancellation);

        response.StatusCode.Should().Be(expected);
    }

    [TestMethod]
    public async Task Login_WithAWrongToken_IsRefusedAndShowsTheForm()
    {
        await using var host = await DashboardHost.StartAsync();

        using var response = await host.Browser.PostAsync("/login", new FormUrlEncodedContent([KeyValuePair.Create("t", "wrong")]), Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancellation)).Should().Contain("not this dashboard").And.Contain("<form");
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [TestMethod]
    [DataRow("//evil.example")]
    [DataRow(@"/\evil.example")]
    [DataRow("https://evil.example")]
    public async Task Login_WithAReturnAddressElsewhere_StaysHere(string returnUrl)
    {
        await using var host = await DashboardHost.StartAsync();

        using var response = await host.Browser.GetAsync($"/login?t={DashboardHost.Token}&returnUrl={Uri.EscapeDataString(returnUrl)}", Cancellation);

        response.Headers.Location!.ToString().Should().Be("/");
    }

    [TestMethod]
    public async Task Cookie_IsOutOfReachOfScriptsAndHoldsNoToken()
    {
        await using var host = await DashboardHost.StartAsync();

        using var response = await host.Browser.GetAsync($"/login?t={DashboardHost.Token}", Cancellation);

        response.Headers.GetValues("Set-Cookie").Single().Should().Contain("httponly").And.Contain("samesite=lax").And.NotContain(DashboardHost.Token);
    }

    [TestMethod]
    public async Task Token_IsLoggedOnceInTheLoginLink()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.LogInAsync(Cancellation);

        host.Logs.Lines.Where(line => line.Contains(DashboardHost.Token, StringComparison.Ordinal))
            .Should().Equal($"Log in to the dashboard at {host.Address.ToString().TrimEnd('/')}/login?t={DashboardHost.Token}");
    }

    [TestMethod]
    public async Task Token_NotSet_IsGeneratedAndWorks()
    {
        await using var host = await DashboardHost.StartAsync("--Dashboard:BrowserToken=");
        var link = host.Logs.Lines.Single(line => line.Contains("/login?t=", StringComparison.Ordinal)).Split(' ')[^1];

        using var response = await host.Browser.GetAsync(link, Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
        link.Split("t=")[1].Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [TestMethod]
    public async Task Request_ForAnotherHostName_IsRefused()
    {
        await using var host = await DashboardHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login") { Headers = { Host = "evil.example" } };

        using var response = await host.Browser.SendAsync(request, Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest, "a page elsewhere must not reach the dashboard under a name of its own");
    }

    [TestMethod]
    public async Task Health_NeedsNoLogin()
    {
        await using var host = await DashboardHost.StartAsync();

        using var response = await host.Browser.GetAsync("/health", Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>
/// A fresh browser profile, logged in to a dashboard. It notes what a person would not see: errors in the console, refused scripts or
/// styles, requests to other origins; <see cref="DisposeAsync"/> fails the test that had one.
/// </summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private static readonly string[] SeriousImpacts = ["serious", "critical"];

    /// <summary>All rules are tried; what else they find is not written up, element by element, for nobody reads it.</summary>
    private static readonly AxeRunOptions s_violationsAlone = new() { ResultTypes = [ResultType.Violations] };

    private readonly IBrowserContext _context;
    private readonly TestContext _test;
    private readonly Uri _address;

    private BrowserSession(IBrowserContext context, IPage page, TestContext test, Uri address)
    {
        (_context, Page, _test, _address) = (context, page, test, address);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => Errors.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                Errors.Enqueue($"request to another origin: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong unseen. A test that provokes an error clears it.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public static async Task<BrowserSession> OpenAsync(Uri dashboard, string token, TestContext test, BrowserLook? look = null)
    {
        look ??= BrowserLook.Light;
        var browser = await Chromium.GetAsync(test.CancellationToken);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = dashboard.ToString(),
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Chromium.Patience);
        var session = new BrowserSession(context, page, test, dashboard);
        await context.APIRequest.GetAsync($"/login?t={token}", new APIRequestContextOptions { MaxRedirects = 0 });
        return session;
    }

    /// <inheritdoc cref="OpenAsync(Uri, string, TestContext, BrowserLook?)"/>
    public static Task<BrowserSession> OpenAsync(DashboardHost host, TestContext test, BrowserLook? look = null)
        => OpenAsync(host.Address, DashboardHost.Token, test, look);

    /// <summary>Opens that page and waits until it is live: a click before that would be lost.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("[data-live=True]").WaitForAsync();
    }

    /// <summary>
    /// Waits until the address is that path and query. It asks again and again: WaitForURLAsync misses a change that comes between its first look and
    /// its subscription.
    /// </summary>
    public Task WaitForAddressAsync(string pathAndQuery)
        => Assertions.Expect(Page).ToHaveURLAsync(new Uri(_address, pathAndQuery).ToString());

    /// <inheritdoc cref="WaitForAddressAsync(string)"/>
    public Task WaitForAddressWithAsync(string part)
        => Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(part), RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Fails on each finding of axe that is serious or worse, with the elements it is about.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var result = await Page.RunAxe(s_violationsAlone);
        result.Violations
            .Where(violation => SeriousImpacts.Contains(violation.Impact))
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}{Reasons(node)}"))
            .Should().BeEmpty("{0} must be usable by everybody", Page.Url);
    }

    /// <summary>Puts a picture of the window into the test's results.</summary>
    public async Task ScreenshotAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_test.TestRunDirectory ?? Path.GetTempPath(), "screenshots")).FullName;
        var file = Path.Combine(folder, $"{name}.png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, Animations = ScreenshotAnimations.Disabled });
        _test.AddResultFile(file);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Errors.Should().BeEmpty("a page must work without errors that nobody sees");
    }

    private static string Reasons(AxeResultNode node) => string.Concat(node.Any.Select(check => $" ({check.Message})"));
}

using Microsoft.Playwright;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>The one browser of this test run: Debian's Chromium, for Playwright's own download cannot be had everywhere.</summary>
internal static class Chromium
{
    /// <summary>How long a page may take for what it has to do. A machine with little to give is slow, and the page is right all the same.</summary>
    public const int Patience = 30_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    private static readonly SemaphoreSlim Gate = new(1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>The test ends inconclusive, which is not passed, where no browser can be had.</summary>
    public static async Task<IBrowser> GetAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return _browser ??= await StartAsync(BrowserChoice.Of(Environment.GetEnvironmentVariable(BrowserChoice.PathVariable), Environment.GetEnvironmentVariable("PATH")));
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task EndAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    internal static async Task<IBrowser> StartAsync(BrowserChoice choice)
    {
        var reason = choice.Reason;
        if (choice.Executable is { } executable)
        {
            try
            {
                _playwright ??= await Playwright.CreateAsync();
                Assertions.SetDefaultExpectTimeout(Patience);
                return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Arguments });
            }
            catch (PlaywrightException exception)
            {
                reason = $"{executable} does not start: {exception.Message}";
            }
        }

        Assert.Inconclusive($"NOT-RUN: no browser. {reason}");
        throw new InvalidOperationException("Not reached.");
    }
}

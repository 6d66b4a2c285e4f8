using Microsoft.Playwright;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>The one browser of this test run: Debian's Chromium, for Playwright's own download cannot be had everywhere.</summary>
internal static class Chromium
{
    /// <summary>Names a Chromium or Chrome that lies elsewhere.</summary>
    private const string PathVariable = "CHROMIUM_PATH";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    private static readonly SemaphoreSlim Gate = new(1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    private static string? Executable
        => (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? new[] { path } : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))))
            .FirstOrDefault(File.Exists);

    /// <summary>The test ends inconclusive, which is not passed, where no browser can be had.</summary>
    public static async Task<IBrowser> GetAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return _browser ??= await StartAsync();
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

    private static async Task<IBrowser> StartAsync()
    {
        var reason = $"Install Debian's package chromium, or name a Chromium or Chrome in {PathVariable}.";
        if (Executable is { } executable)
        {
            try
            {
                _playwright ??= await Playwright.CreateAsync();
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

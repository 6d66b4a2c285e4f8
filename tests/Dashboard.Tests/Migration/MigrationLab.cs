using Microsoft.Playwright;
using Migration.Dashboard.Tests.Browser;

namespace Migration.Dashboard.Tests.Migrating;

/// <summary>A dashboard whose migration is the test's, and a browser on its page.</summary>
internal sealed class MigrationLab : IAsyncDisposable
{
    private readonly DashboardHost _host;

    private MigrationLab(FakeMigration migration, DashboardHost host, BrowserSession session)
    {
        Migration = migration;
        _host = host;
        Session = session;
    }

    public FakeMigration Migration { get; }

    public BrowserSession Session { get; }

    /// <summary>The panel that says who goes where.</summary>
    public ILocator Rules => Session.Page.Locator("#rules");

    public static async Task<MigrationLab> OpenAsync(TestContext test, BrowserLook? look = null)
    {
        var migration = await FakeMigration.StartAsync();
        var host = await DashboardHost.StartAsync(migration.Arguments);
        var session = await BrowserSession.OpenAsync(host, test, look);
        await session.GoAsync("/migration");
        return new MigrationLab(migration, host, session);
    }

    public Task AskAsync() => Rules.GetByRole(AriaRole.Button, new() { Name = "See who would move" }).ClickAsync();

    /// <summary>Gives a reason and confirms what the button says.</summary>
    public async Task ConfirmAsync(string words)
    {
        await Rules.GetByLabel("Reason").FillAsync("because");
        await Rules.GetByRole(AriaRole.Button, new() { Name = $"Confirm {words}", Exact = true }).ClickAsync();
    }

    public async Task ScreenshotAsync(string name)
    {
        await Rules.ScrollIntoViewIfNeededAsync();
        await Session.ScreenshotAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _host.DisposeAsync();
        await Migration.DisposeAsync();
    }
}

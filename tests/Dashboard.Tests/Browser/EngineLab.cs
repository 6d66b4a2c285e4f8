using Microsoft.Playwright;
using Migration.Dashboard.Tests.Resources;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>A dashboard whose engine is the test's, and a browser on one of its pages.</summary>
internal sealed class EngineLab : IAsyncDisposable
{
    private readonly DashboardHost _host;

    private EngineLab(FakeEngine engine, DashboardHost host, BrowserSession session)
    {
        Engine = engine;
        _host = host;
        Session = session;
    }

    public FakeEngine Engine { get; }

    public BrowserSession Session { get; }

    public static async Task<EngineLab> OpenAsync(TestContext test, string path, BrowserLook? look = null)
    {
        var engine = await FakeEngine.StartAsync();
        var host = await DashboardHost.StartAsync($"--Dashboard:ResourceService:Url={engine.Address}", $"--Dashboard:ResourceService:Key={FakeEngine.Key}");
        var session = await BrowserSession.OpenAsync(host, test, look);
        await session.GoAsync(path);
        return new EngineLab(engine, host, session);
    }

    public ILocator Row(string resource) =>
        Session.Page.Locator("tbody tr").Filter(new() { Has = Session.Page.Locator($"[data-resource='{resource}']") });

    public ILocator State(string resource) => Row(resource).Locator("[data-state]");

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Engine.DisposeAsync();
        await _host.DisposeAsync();
    }
}

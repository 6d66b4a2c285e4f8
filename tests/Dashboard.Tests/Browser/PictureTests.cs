namespace Migration.Dashboard.Tests.Browser;

/// <summary>Each telemetry page with something on it, in each look: a picture for the results, and no serious finding of axe.</summary>
[TestClass]
public sealed class PictureTests(TestContext testContext)
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("traces", "/traces"),
        ("operations", "/traces/operations"),
        ("trace", $"/traces/{SampleTelemetry.TraceId(11)}?span={(11 * 16) + 3:x16}"),
        ("map", "/traces/map"),
        ("logs", "/logs?level=Warning"),
        ("metrics", "/metrics"),
        ("kept", "/kept"),
    ];

    public static IEnumerable<object[]> Looks { get; } =
        [[BrowserLook.Light.Name], [BrowserLook.Dark.Name], [BrowserLook.Phone.Name], [BrowserLook.DarkPhone.Name]];

    [TestMethod]
    [DynamicData(nameof(Looks))]
    public async Task Page_WithTelemetry_IsAccessible(string name)
    {
        var look = new[] { BrowserLook.Light, BrowserLook.Dark, BrowserLook.Phone, BrowserLook.DarkPhone }.Single(known => known.Name == name);
        await using var host = await DashboardHost.StartAsync();
        await SampleTelemetry.SendAsync(host, testContext.CancellationToken);
        await using var session = await BrowserSession.OpenAsync(host, testContext, look);
        foreach (var (page, path) in Pages)
        {
            await session.GoAsync(path);
            if (page is "metrics" or "map")
            {
                await session.Page.Locator("canvas").First.WaitForAsync();
            }

            await session.ScreenshotAsync($"{page}-{name}");
            await session.ShouldBeAccessibleAsync();
        }
    }
}

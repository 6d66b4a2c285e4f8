using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>A page stays usable while fifty resources send two thousand spans a second, and does not flicker: a row that stays is the same element.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LiveLoadTests(TestContext testContext)
{
    private const int Resources = 50;
    private const int SpansPerSecond = 2_000;
    private const int Seconds = 5;

    [TestMethod]
    public async Task Traces_UnderTwoThousandSpansASecond_StayLiveAndStill()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(DashboardHost.Span("stays", 1, status: 2), testContext.CancellationToken);
        await using var still = await BrowserSession.OpenAsync(host, testContext);
        await still.GoAsync("/traces?errors=true");
        await still.Page.EvaluateAsync("window.row = document.querySelector('tbody a')");
        await using var session = await BrowserSession.OpenAsync(host, testContext);
        await session.GoAsync("/traces");

        var sending = SendAsync(host);
        var draws = await session.Page.EvaluateAsync<int>($$"""
            () => new Promise(resolve => {
                let batches = 0;
                const observer = new MutationObserver(() => batches++);
                observer.observe(document.querySelector('tbody'), { childList: true, subtree: true, characterData: true });
                setTimeout(() => { observer.disconnect(); resolve(batches); }, {{Seconds * 1000}});
            })
            """);
        await sending;

        draws.Should().BeInRange(Seconds, Seconds * 4, "a list is live, yet drawn at most four times a second, however much arrives");
        (await still.Page.EvaluateAsync<bool>("window.row.isConnected")).Should().BeTrue("a row that stays must not be made anew");
        var clicked = Stopwatch.GetTimestamp();
        await session.Page.Keyboard.PressAsync("s");
        await session.WaitForAddressAsync("/logs");
        await Expect(session.Page.Locator("h1")).ToHaveTextAsync("Structured logs");
        testContext.WriteLine($"{draws} draws in {Seconds} s; the next page was there after {Stopwatch.GetElapsedTime(clicked).TotalMilliseconds:0} ms");
    }

    private async Task SendAsync(DashboardHost host)
    {
        var started = Stopwatch.GetTimestamp();
        const int Batch = 100;
        for (var sent = 0; sent < SpansPerSecond * Seconds; sent += Batch)
        {
            var first = sent;
            var spans = string.Join(',', Enumerable.Range(0, Batch).Select(index =>
                DashboardHost.Span("load", 100 + first + index).Replace($"{1:x32}", $"{100 + first + index:x32}", StringComparison.Ordinal)));
            await host.SendAsync(spans, testContext.CancellationToken, $"resource-{sent / Batch % Resources}");
            var early = TimeSpan.FromSeconds((double)(sent + Batch) / SpansPerSecond) - Stopwatch.GetElapsedTime(started);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, testContext.CancellationToken);
            }
        }
    }
}

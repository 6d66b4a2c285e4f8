using Migration.Dashboard.Traces;

namespace Migration.Dashboard.Tests.Traces;

[TestClass]
public sealed class WaterfallTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Waterfall_OfSpansThatAreEachOthersParents_DrawsEachOnce()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync($"{DashboardHost.Span("a", 1, parent: 2)},{DashboardHost.Span("b", 2, parent: 1)},{DashboardHost.Span("c", 3, parent: 3)}", Cancellation);

        var rows = Waterfall.Of(host.Store.GetTrace($"{1:x32}")!);

        rows.Select(row => (row.Span.Name, row.Depth)).Should().Equal(("a", 0), ("b", 1), ("c", 0));
    }

    [TestMethod]
    public async Task Waterfall_OfAVeryDeepTrace_EndsAtItsLimit()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(string.Join(',', Enumerable.Range(1, 12_000).Select(id => DashboardHost.Span("deep", id, parent: id - 1))), Cancellation);

        var rows = Waterfall.Of(host.Store.GetTrace($"{1:x32}")!);

        rows.Should().HaveCount(Waterfall.MaxRows);
        rows[^1].Depth.Should().Be(Waterfall.MaxRows - 1);
    }
}

using Migration.Dashboard.Traces;

namespace Migration.Dashboard.Tests.Traces;

[TestClass]
public sealed class OperationTests(TestContext testContext)
{
    [TestMethod]
    public async Task Percentiles_OfAHundredSpans_AreMeasuredDurations()
    {
        await using var host = await DashboardHost.StartAsync();
        var spans = Enumerable.Range(1, 100).Select(id => DashboardHost.Span("work", id, status: id > 98 ? 2 : 0));
        await host.SendAsync(string.Join(',', spans), testContext.CancellationToken);

        var operation = Operation.Of(host.Store.GetSpans()).Should().ContainSingle().Subject;

        (operation.Count, operation.Errors).Should().Be((100, 2));
        new[] { operation.P50, operation.P95, operation.P99, operation.Max }.Select(duration => duration.TotalMilliseconds).Should().Equal(50, 95, 99, 100);
    }

    [TestMethod]
    public async Task Key_OfAnOperation_FindsItsSpansAndNoOthers()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.SendAsync(DashboardHost.Span("work", 1), testContext.CancellationToken);
        var span = host.Store.GetSpans()[0];

        Operation.IsKeyOf("monolith: work", span).Should().BeTrue();
        Operation.IsKeyOf("monolith: works", span).Should().BeFalse();
        Operation.IsKeyOf("listings: work", span).Should().BeFalse();
    }
}

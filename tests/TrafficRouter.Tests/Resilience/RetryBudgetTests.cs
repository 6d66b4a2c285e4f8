using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Resilience;

[TestClass]
public sealed class RetryBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [TestMethod]
    public void Budget_WithFewCalls_AllowsTenASecond()
    {
        var budget = new RetryBudget(_time);

        Take(budget, 100).Should().Be(10);
        _time.Advance(TimeSpan.FromSeconds(1));
        Take(budget, 100).Should().Be(10);
    }

    [TestMethod]
    public void Budget_WithManyCalls_AllowsAFifth()
    {
        var budget = new RetryBudget(_time);
        Call(budget, 1000);

        Take(budget, 1000).Should().Be(200);
    }

    [TestMethod]
    public void Budget_AtTheBeginningOfASecond_GoesByTheOneBefore()
    {
        var budget = new RetryBudget(_time);
        Call(budget, 500);
        _time.Advance(TimeSpan.FromSeconds(1));

        Take(budget, 1000).Should().Be(100);
        _time.Advance(TimeSpan.FromSeconds(1));
        Take(budget, 1000).Should().Be(10, "the second before had no calls");
    }

    [TestMethod]
    public void Budget_CallsOfTheSecondBefore_CountAlthoughNobodyRetriedThen()
    {
        var budget = new RetryBudget(_time);
        _time.Advance(TimeSpan.FromSeconds(5));
        Call(budget, 100);
        _time.Advance(TimeSpan.FromSeconds(1));

        Take(budget, 1000).Should().Be(20);
    }

    [TestMethod]
    public async Task Router_ACallThatFailsThreeTimes_SpendsTwoRetriesAndItsShareGrowsWithTheCalls()
    {
        using var harness = new RouterHarness();
        harness.Fails(StatusCode.Aborted);
        await harness.RouteAsync(RouterHarness.Request());
        Take(harness.Budget, 100).Should().Be(8, "of ten a second two are spent");

        harness.Time.Advance(TimeSpan.FromSeconds(2));
        harness.Script.Clear();
        harness.Answers();
        for (var call = 0; call < 100; call++)
        {
            await harness.RouteAsync(RouterHarness.Request());
        }

        Take(harness.Budget, 1000).Should().Be(20, "a fifth of a hundred calls");
    }

    [TestMethod]
    public void Budget_CallsAtTheSameTime_AreAllCounted()
    {
        var budget = new RetryBudget(_time);

        Parallel.For(0, 100_000, _ => budget.Called(_time.GetTimestamp()));

        Take(budget, 100_000).Should().Be(20_000);
    }

    [TestMethod]
    public void Budget_AfterAPause_HasForgotten()
    {
        var budget = new RetryBudget(_time);
        Call(budget, 500);
        _time.Advance(TimeSpan.FromSeconds(2));

        Take(budget, 1000).Should().Be(10);
    }

    [TestMethod]
    public void Budget_AtTheFifth_ExactlyCounts()
    {
        var budget = new RetryBudget(_time);
        Call(budget, 54);
        Take(budget, 100).Should().Be(10);
        budget = new RetryBudget(_time);
        Call(budget, 55);
        Take(budget, 100).Should().Be(11);
    }

    [TestMethod]
    public async Task Router_OutOfBudget_FallsBackWithoutRetry()
    {
        using var harness = new RouterHarness();
        using var refused = harness.Counter("traffic_router.retries.refused");
        harness.Fails(StatusCode.Aborted);
        Take(harness.Budget, 10);

        (await harness.RouteAsync(RouterHarness.Request())).Should().Be("monolith");

        harness.Attempts.Should().ContainSingle();
        refused.GetMeasurementSnapshot().Should().ContainSingle();
    }

    [TestMethod]
    [DataRow(0, 1.0, 25)]
    [DataRow(1, 1.0, 50)]
    [DataRow(2, 1.0, 100)]
    [DataRow(3, 1.0, 100)]
    [DataRow(50, 1.0, 100)]
    [DataRow(1, 0.5, 25)]
    [DataRow(1, 0.0, 0)]
    public void Backoff_DoublesFrom25To100MillisecondsAndIsJittered(int retry, double random, int milliseconds)
        => CallTimes.Backoff(retry, random).Should().Be(TimeSpan.FromMilliseconds(milliseconds));

    private static int Take(RetryBudget budget, int times) => Enumerable.Range(0, times).Count(_ => budget.TryRetry());

    private void Call(RetryBudget budget, int times)
    {
        for (var call = 0; call < times; call++)
        {
            budget.Called(_time.GetTimestamp());
        }
    }
}

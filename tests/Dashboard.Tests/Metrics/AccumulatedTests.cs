using Migration.Dashboard.Metrics;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Tests.Metrics;

[TestClass]
public sealed class AccumulatedTests
{
    [TestMethod]
    public void TryBetween_OfACumulativeCounter_IsWhatCameBetween()
    {
        var counter = Counter(MetricTemporality.Cumulative, (10, 100), (20, 140), (30, 150));

        Between(counter, 10, 20).Should().Be(40);
        Between(counter, 15, 25).Should().Be(25, "half of 40 and half of 10");
    }

    [TestMethod]
    public void TryBetween_OfADeltaCounter_IsTheSameAsOfACumulativeOne()
    {
        var counter = Counter(MetricTemporality.Delta, (10, 100), (20, 40), (30, 10));

        Between(counter, 10, 20).Should().Be(40);
        Between(counter, 10, 30).Should().Be(50);
    }

    [TestMethod]
    public void TryBetween_OverARestart_CountsFromZeroAgain()
    {
        var counter = Counter(MetricTemporality.Cumulative, (10, 100), (20, 140), (30, 5));

        Between(counter, 20, 30).Should().Be(5, "a counter that went down has begun anew, not lost 135");
    }

    [TestMethod]
    public void TryBetween_WhereTheSeriesDoesNotReach_IsFalse()
    {
        var counter = Counter(MetricTemporality.Cumulative, (10, 100), (20, 140));

        counter.TryBetween(15, 25, out _).Should().BeFalse();
        counter.TryBetween(5, 15, out _).Should().BeFalse();
    }

    [TestMethod]
    public void TryBetween_OfAProcessThatJustBegan_CountsItsFirstPoint()
    {
        var counter = new Accumulated<double>(NumberAlgebra.Instance, MetricTemporality.Cumulative);
        counter.Add(new NumberPoint(30) { StartUnixNano = 10_000_000_000, UnixNano = 20_000_000_000 }, 30);

        Between(counter, 10, 20).Should().Be(30);
    }

    private static Accumulated<double> Counter(MetricTemporality temporality, params (int Second, double Value)[] points)
    {
        var counter = new Accumulated<double>(NumberAlgebra.Instance, temporality);
        foreach (var (second, value) in points)
        {
            counter.Add(new NumberPoint(value) { UnixNano = (ulong)second * 1_000_000_000 }, value);
        }

        return counter;
    }

    private static double Between(Accumulated<double> counter, double from, double to)
    {
        counter.TryBetween(from, to, out var counted).Should().BeTrue();
        return counted;
    }
}

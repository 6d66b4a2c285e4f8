using Migration.Dashboard.Metrics;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Tests.Metrics;

[TestClass]
public sealed class DistributionTests
{
    [TestMethod]
    public void Quantile_WithinABucket_IsSpreadEvenly()
    {
        var distribution = Distribution.Of(new HistogramPoint(100, [10, 20, 30], [0, 100, 0, 0]))!;

        distribution.Quantile(0.5).Should().Be(15);
        distribution.Quantile(0.9).Should().BeApproximately(19, 1e-9);
    }

    [TestMethod]
    public void Quantile_OverBuckets_IsInTheOneThatHoldsTheRank()
    {
        var distribution = Distribution.Of(new HistogramPoint(100, [10, 20], [50, 40, 10]))!;

        distribution.Quantile(0.5).Should().Be(10);
        distribution.Quantile(0.75).Should().BeApproximately(16.25, 1e-9);
        distribution.Quantile(0.99).Should().Be(20, "beyond the last bound nothing is known but that bound");
    }

    [TestMethod]
    public void Quantile_OfNothing_IsNull() => Distribution.Empty.Quantile(0.5).Should().BeNull();

    [TestMethod]
    public void Of_AnExponentialHistogram_HasItsBounds()
    {
        var distribution = Distribution.Of(new ExponentialHistogramPoint(4, 0) { ZeroCount = 1, Positive = new ExponentialBuckets(1, [1, 2]) })!;

        distribution.Count.Should().Be(4);
        distribution.Quantile(1).Should().Be(8, "with scale 0 the bounds are the powers of two, and offset 1 begins at 2");
    }

    [TestMethod]
    public void Of_OtherPoints_IsNull()
    {
        Distribution.Of(new NumberPoint(1)).Should().BeNull();
        Distribution.Of(new HistogramPoint(3, [], [])).Should().BeNull("totals alone have no percentiles");
    }
}

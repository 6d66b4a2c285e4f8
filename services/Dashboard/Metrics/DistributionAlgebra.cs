namespace Migration.Dashboard.Metrics;

internal sealed class DistributionAlgebra : ICountAlgebra<Distribution>
{
    public static readonly DistributionAlgebra Instance = new();

    public Distribution Zero => Distribution.Empty;

    public Distribution Add(Distribution left, Distribution right) => left.Combine(right, 1);

    public Distribution Subtract(Distribution left, Distribution right) => left.Combine(right, -1);

    public Distribution Scale(Distribution value, double factor) => value.Scale(factor);

    public bool IsLess(Distribution value, Distribution before) => value.Count < before.Count || !value.HasBucketsOf(before);
}

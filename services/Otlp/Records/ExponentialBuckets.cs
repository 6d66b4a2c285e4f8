namespace Migration.Otlp.Records;

/// <summary>The counts of one side of an exponential histogram, beginning at bucket <paramref name="Offset"/>.</summary>
public sealed record ExponentialBuckets(int Offset, IReadOnlyList<ulong> Counts)
{
    public static readonly ExponentialBuckets None = new(0, []);
}

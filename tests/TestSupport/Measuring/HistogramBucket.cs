namespace Migration.TestSupport.Measuring;

/// <summary>Values up to <paramref name="UpTo"/>, in the measure's unit, that are above the bucket before.</summary>
public sealed record HistogramBucket(double UpTo, long Count);

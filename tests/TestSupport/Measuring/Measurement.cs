namespace Migration.TestSupport.Measuring;

/// <summary>A measured value as it stands in an evidence file, with the limit that the check went by.</summary>
public sealed record Measurement
{
    public required string Measure { get; init; }

    public required double Value { get; init; }

    public required double Limit { get; init; }

    public required long Samples { get; init; }

    public IReadOnlyList<HistogramBucket> Histogram { get; init; } = [];

    public string? TraceId { get; init; }

    public IReadOnlyList<string> Log { get; init; } = [];

    public string? Note { get; init; }

    public static Measurement Of(Measure measure, Measured measured)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(measured);
        return new Measurement
        {
            Measure = measure.Id,
            Value = measured.Value,
            Limit = measure.Limit,
            Samples = measured.Samples,
            Histogram = measured.Histogram,
            TraceId = measured.TraceId,
            Log = measured.Log,
            Note = measured.Note,
        };
    }
}

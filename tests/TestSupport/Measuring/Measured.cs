namespace Migration.TestSupport.Measuring;

/// <summary>A measured value with what makes it believable.</summary>
/// <param name="Value">In the measure's unit.</param>
/// <param name="Samples">How many observations it is made of.</param>
public sealed record Measured(double Value, long Samples = 1)
{
    /// <summary>The distribution, for the report's plot; empty where there is none.</summary>
    public IReadOnlyList<HistogramBucket> Histogram { get; init; } = [];

    /// <summary>A trace that shows it; null where there is none.</summary>
    public string? TraceId { get; init; }

    /// <summary>The lines of a log that show it.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>What else a reader must know, in a sentence.</summary>
    public string? Note { get; init; }
}

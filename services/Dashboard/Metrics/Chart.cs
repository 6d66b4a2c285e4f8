namespace Migration.Dashboard.Metrics;

/// <summary>What a chart draws.</summary>
/// <param name="Key">Which instrument, split by what.</param>
/// <param name="Grid">Its moments.</param>
/// <param name="Lines">The strongest lines.</param>
public sealed record Chart(ChartKey Key, TimeGrid Grid, IReadOnlyList<ChartLine> Lines)
{
    /// <summary>What a value is: <c>requests per second</c>, <c>p50, p90, p99</c>.</summary>
    public required string Measure { get; init; }

    /// <summary>The instrument's unit, <c>/s</c> behind it for a rate.</summary>
    public string Unit { get; init; } = string.Empty;

    public string Description { get; init; } = string.Empty;

    /// <summary>Attributes that its lines can be split by.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>Lines that there were no place for.</summary>
    public int Hidden { get; init; }

    public IReadOnlyList<ChartExemplar> Exemplars { get; init; } = [];
}

namespace Migration.Otlp.Storage;

/// <summary>
/// How much is kept. Budgets are per service and signal, so a service that talks too much loses its own past and nobody else's.
/// </summary>
public sealed class TelemetryLimits
{
    /// <value>Service names; items of further ones are refused. Default 200.</value>
    public int MaxServices { get; set; } = 200;

    /// <value>Instances of one service that are remembered, the latest ones. Default 100.</value>
    public int MaxInstancesPerService { get; set; } = 100;

    /// <value>Default 20,000.</value>
    public int SpansPerService { get; set; } = 20_000;

    /// <value>Default 20,000.</value>
    public int LogsPerService { get; set; } = 20_000;

    /// <value>Metric points. Default 100,000.</value>
    public int PointsPerService { get; set; } = 100_000;

    /// <value>Combinations of instrument and attributes; points of further ones are refused. Default 2,000.</value>
    public int SeriesPerService { get; set; } = 2_000;

    /// <value>Estimated bytes of one signal of one service. Default 32 MiB.</value>
    public long BytesPerSignal { get; set; } = 32L << 20;

    /// <value>Estimated bytes of everything; beyond it the largest signal of all services makes room. Default 512 MiB.</value>
    public long TotalBytes { get; set; } = 512L << 20;

    /// <value>The share of a service's span budget, 0 to 1, that traces with an error may hold against newer spans. Default 0.75.</value>
    public double ErrorShare { get; set; } = 0.75;

    /// <value>Attributes of one item, elements of a list. Default 128; the rest is left out.</value>
    public int MaxAttributes { get; set; } = 128;

    /// <value>Characters of one text; longer ones are cut. Default 16,384.</value>
    public int MaxTextLength { get; set; } = 16_384;

    /// <value>Events and links of a span, exemplars of a point. Default 128; the rest is left out.</value>
    public int MaxDetails { get; set; } = 128;

    /// <value>Buckets of a histogram point. Default 1,024; a point with more is refused.</value>
    public int MaxBuckets { get; set; } = 1_024;
}

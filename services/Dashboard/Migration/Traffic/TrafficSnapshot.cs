namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>The live split and both sides side by side, over <see cref="TrafficReader.Window"/>.</summary>
internal sealed record TrafficSnapshot
{
    public static readonly TrafficSnapshot None = new();

    /// <value>Whether any router has sent its telemetry here.</value>
    public bool HasTelemetry { get; init; }

    public SideTraffic Monolith { get; init; } = SideTraffic.None;

    public SideTraffic Microservice { get; init; } = SideTraffic.None;

    /// <value>Answers by who gave them: monolith, microservice, monolith-fallback.</value>
    public IReadOnlyDictionary<string, long> ServedBy { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <value>Most frequent first.</value>
    public IReadOnlyList<DecisionCount> Decisions { get; init; } = [];

    /// <value>Most frequent first.</value>
    public IReadOnlyList<FallbackCause> Fallbacks { get; init; } = [];

    /// <value>Oldest first.</value>
    public IReadOnlyList<TrafficInterval> Intervals { get; init; } = [];

    /// <value>Newest first.</value>
    public IReadOnlyList<BreakerMove> BreakerMoves { get; init; } = [];

    public long Requests => Monolith.Requests + Microservice.Requests;

    /// <value>0 to 1; null while nobody asks for anything.</value>
    public double? MicroserviceShare => Requests == 0 ? null : (double)Microservice.Requests / Requests;
}

namespace Migration.TrafficRouter.Flags;

/// <summary>A flag at one version: who is moved from the monolith to the microservice.</summary>
public sealed record FlagDefinition
{
    public required string Name { get; init; }

    /// <summary>False is the kill switch: everybody goes to the monolith, whatever else is set.</summary>
    public required bool Enabled { get; init; }

    /// <summary>0 to 100, at most three decimals: one bucket is a thousandth of a percent.</summary>
    public decimal RolloutPercent { get; init; }

    public IReadOnlyList<long> CanaryUserIds { get; init; } = [];

    public IReadOnlyList<long> DenyUserIds { get; init; } = [];

    /// <summary>Part of the bucket's salt: a new seed deals all users anew.</summary>
    public string Seed { get; init; } = "1";

    /// <summary>How many of the reads are repeated on the other side for comparison: 0 to 100, at most three decimals.</summary>
    public decimal ShadowPercent { get; init; }

    public IReadOnlyList<ExperimentDefinition> Experiments { get; init; } = [];

    /// <summary>Where the microservice listens; null leaves it to service discovery.</summary>
    public string? Endpoint { get; init; }

    public long Version { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public string Reason { get; init; } = "";
}

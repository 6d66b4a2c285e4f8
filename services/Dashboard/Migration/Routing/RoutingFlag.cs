namespace Migration.Dashboard.Migrating.Routing;

/// <summary>The monolith's routing flag at one version.</summary>
public sealed record RoutingFlag
{
    public required bool Enabled { get; init; }

    public required decimal RolloutPercent { get; init; }

    public IReadOnlyList<long> CanaryUserIds { get; init; } = [];

    public IReadOnlyList<long> DenyUserIds { get; init; } = [];

    public string Seed { get; init; } = "";

    public decimal ShadowPercent { get; init; }

    public IReadOnlyList<Experiment> Experiments { get; init; } = [];

    public string? Endpoint { get; init; }

    public required long Version { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public string Reason { get; init; } = "";

    public bool IsKilled => !Enabled;
}

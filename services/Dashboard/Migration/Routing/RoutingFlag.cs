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

    /// <value>Whether it was ever switched on, up to this version. Of a single version nobody can tell: who has read its history says so.</value>
    public bool HasBeenEnabled { get; init; } = true;

    /// <summary>It was switched off.</summary>
    public bool IsKilled => !Enabled && HasBeenEnabled;

    /// <summary>Nobody has switched it on yet.</summary>
    public bool IsNotStarted => !Enabled && !HasBeenEnabled;
}

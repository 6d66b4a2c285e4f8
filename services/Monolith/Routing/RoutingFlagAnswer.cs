using Migration.TrafficRouter.Flags;

namespace Migration.Monolith.Routing;

/// <summary>A flag at one version, as an administrator sees it. <see cref="Enabled"/> false is the kill switch.</summary>
internal sealed record RoutingFlagAnswer
{
    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    public required decimal RolloutPercent { get; init; }

    public required IReadOnlyList<long> CanaryUserIds { get; init; }

    public required IReadOnlyList<long> DenyUserIds { get; init; }

    public required string Seed { get; init; }

    public required decimal ShadowPercent { get; init; }

    public required IReadOnlyList<ExperimentAnswer> Experiments { get; init; }

    public required string? Endpoint { get; init; }

    public required long Version { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required string UpdatedBy { get; init; }

    public required string Reason { get; init; }

    public static RoutingFlagAnswer From(FlagDefinition flag) => new()
    {
        Name = flag.Name,
        Enabled = flag.Enabled,
        RolloutPercent = flag.RolloutPercent,
        CanaryUserIds = flag.CanaryUserIds,
        DenyUserIds = flag.DenyUserIds,
        Seed = flag.Seed,
        ShadowPercent = flag.ShadowPercent,
        Experiments = [.. flag.Experiments.Select(ExperimentAnswer.From)],
        Endpoint = flag.Endpoint,
        Version = flag.Version,
        UpdatedAt = flag.UpdatedAt,
        UpdatedBy = flag.UpdatedBy,
        Reason = flag.Reason,
    };
}

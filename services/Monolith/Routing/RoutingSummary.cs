namespace Migration.Monolith.Routing;

/// <summary>What anybody may know of a flag: not who the canaries are.</summary>
internal sealed record RoutingSummary(string Flag, bool Enabled, decimal RolloutPercent, int CanaryUsers, long Version, DateTime UpdatedAt);

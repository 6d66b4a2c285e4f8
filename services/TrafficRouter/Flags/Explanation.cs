using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Flags;

/// <summary>A decision with what goes into it, so that anybody can work the bucket out again.</summary>
public sealed record Explanation(RoutingDecision Decision, string Salt, string? Key, string? Variants);

namespace Migration.Monolith.Routing;

/// <summary>Versions of a flag, newest first.</summary>
internal sealed record RoutingFlagPage(IReadOnlyList<RoutingFlagAnswer> Versions);

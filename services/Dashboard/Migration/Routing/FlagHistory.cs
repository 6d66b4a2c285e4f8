namespace Migration.Dashboard.Migrating.Routing;

/// <summary>Versions of the flag, newest first.</summary>
internal sealed record FlagHistory(IReadOnlyList<RoutingFlag> Versions);

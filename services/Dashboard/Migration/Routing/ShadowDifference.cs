namespace Migration.Dashboard.Migrating.Routing;

/// <summary>One field that the two sides say differently.</summary>
internal sealed record ShadowDifference(string Field, string? Monolith, string? Microservice);

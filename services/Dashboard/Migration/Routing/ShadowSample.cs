namespace Migration.Dashboard.Migrating.Routing;

/// <summary>A read whose answers differed.</summary>
internal sealed record ShadowSample(string Operation, string Request, DateTimeOffset At, IReadOnlyList<ShadowDifference> Differences);

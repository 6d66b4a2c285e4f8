namespace Migration.Dashboard.Migrating.Routing;

/// <summary>closed, open, half_open or isolated, by operation.</summary>
internal sealed record BreakerStates(IReadOnlyDictionary<string, string> Breakers);

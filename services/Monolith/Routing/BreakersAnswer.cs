namespace Migration.Monolith.Routing;

/// <summary>The breakers of this instance: closed, open, half_open or isolated, by operation.</summary>
internal sealed record BreakersAnswer(IReadOnlyDictionary<string, string> Breakers);

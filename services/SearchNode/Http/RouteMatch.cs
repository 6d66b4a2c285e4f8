namespace Migration.SearchNode.Http;

/// <summary>What a path leads to: a route, or only the methods that it would take.</summary>
internal sealed record RouteMatch(RestRoute? Route, IReadOnlyDictionary<string, string> PathValues, IReadOnlyCollection<string> AllowedMethods);

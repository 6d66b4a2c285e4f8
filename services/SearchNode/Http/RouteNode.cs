namespace Migration.SearchNode.Http;

/// <summary>One path segment in the route tree.</summary>
internal sealed class RouteNode
{
    public Dictionary<string, RouteNode> Literals { get; } = new(StringComparer.Ordinal);

    public RouteNode? Parameter { get; set; }

    public Dictionary<string, (RestRoute Route, string[] Names)> Routes { get; } = new(StringComparer.Ordinal);
}

namespace Migration.Monolith.Routing;

internal static class RoutingFlags
{
    /// <summary>The flag that moves the listings of the marketplace.</summary>
    public const string Marketplace = "marketplace";
}

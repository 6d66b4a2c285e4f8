namespace Migration.SearchNode.Http;

/// <summary>One room's operations.</summary>
internal interface IEndpoints
{
    public void Map(RouteTable routes);
}

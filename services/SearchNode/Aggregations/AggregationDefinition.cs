using System.Text.Json;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>One aggregation as it was asked for.</summary>
internal sealed record AggregationDefinition(string Name, string Type, JsonElement Body, JsonElement? Meta)
{
    public QueryOptions Options() => QueryOptions.Of(Type, Body);
}

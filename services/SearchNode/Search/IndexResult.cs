using Migration.SearchNode.Aggregations;

namespace Migration.SearchNode.Search;

/// <summary>What one index found.</summary>
internal sealed record IndexResult(IReadOnlyList<Hit> Hits, long Total, float MaxScore, IReadOnlyList<SortKey> Keys)
{
    public AggregationResults? Aggregations { get; init; }
}

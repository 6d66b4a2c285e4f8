using Migration.SearchNode.Aggregations;

namespace Migration.SearchNode.Search;

/// <summary>What all indices together found.</summary>
internal sealed record SearchResult(IReadOnlyList<Hit> Hits, long Total, float? MaxScore, IReadOnlyList<SortKey> Keys)
{
    public AggregationResults? Aggregations { get; init; }

    public int Shards { get; init; }
}

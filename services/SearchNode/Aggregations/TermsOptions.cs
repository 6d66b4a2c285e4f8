using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Aggregations;

/// <summary>What a terms aggregation was asked for.</summary>
internal sealed record TermsOptions(string Name, FieldType? Field)
{
    public System.Text.Json.JsonElement? Meta { get; init; }

    public int Size { get; init; } = 10;

    /// <summary>How many buckets an index hands in to be joined; more than are shown, so that a bucket is not missed.</summary>
    public int ShardSize { get; init; } = 25;

    public long MinCount { get; init; } = 1;

    public IReadOnlyList<TermsOrder> Orders { get; init; } = [new TermsOrder(TermsOrder.ByCount, Descending: true)];

    public BucketKey? Missing { get; init; }

    public bool ShowError { get; init; }

    /// <summary>Which values have buckets; all, if it is not given.</summary>
    public TermsSelection? Selection { get; init; }
}

namespace Migration.SearchNode.Aggregations;

/// <summary>From (included) to (excluded).</summary>
internal sealed record RangeBucket(string Key, double From, double To)
{
    public bool Contains(double value) => value >= From && value < To;
}

namespace Migration.SearchNode.Aggregations;

/// <summary>One bucket of a terms aggregation, with the numbers that it is ordered by.</summary>
internal sealed record TermsBucket(BucketKey Key, long Count, AggregationResults Below, double[] OrderValues);

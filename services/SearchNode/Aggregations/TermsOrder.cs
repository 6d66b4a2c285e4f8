namespace Migration.SearchNode.Aggregations;

/// <summary>One key of a terms aggregation's order: <c>_count</c>, <c>_key</c>, or a metric below such as <c>price.avg</c>.</summary>
internal sealed record TermsOrder(string Path, bool Descending)
{
    public const string ByCount = "_count";
    public const string ByKey = "_key";

    public bool IsMetric => Path is not (ByCount or ByKey);

    public string Aggregation => Path.Split('.', '>')[0];

    public string Property => Path.Length > Aggregation.Length ? Path[(Aggregation.Length + 1)..] : string.Empty;
}

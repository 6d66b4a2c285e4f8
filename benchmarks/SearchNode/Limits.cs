namespace Migration.SearchNode.Benchmarks;

/// <summary>What is to be reached.</summary>
internal static class Limits
{
    /// <summary>Documents a second, of Lucene.NET's own.</summary>
    public const double Indexing = 0.7;

    /// <summary>Time of a search, of Lucene.NET's own.</summary>
    public const double Search = 1.3;

    public const double StartMilliseconds = 1000;
}

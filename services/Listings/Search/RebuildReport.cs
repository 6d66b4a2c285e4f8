namespace Migration.Listings.Search;

/// <summary>What a reindexing did.</summary>
internal sealed record RebuildReport(int Indexed, int Failed, TimeSpan Duration, IReadOnlyList<string> Errors);

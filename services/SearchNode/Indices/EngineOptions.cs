namespace Migration.SearchNode.Indices;

/// <summary>What all engines of the node have in common.</summary>
internal sealed record EngineOptions(double IndexBufferMegabytes, long PrimaryTerm);

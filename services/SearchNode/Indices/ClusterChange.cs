namespace Migration.SearchNode.Indices;

/// <summary>What becomes of several indices at once: some are changed, some go.</summary>
internal sealed record ClusterChange(IReadOnlyCollection<IndexChange> Changed, IReadOnlyCollection<IndexService> Removed);

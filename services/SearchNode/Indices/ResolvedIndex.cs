namespace Migration.SearchNode.Indices;

/// <summary>An index that a request means, and the aliases by which alone it was named, as they were at that moment.</summary>
internal sealed record ResolvedIndex(IndexEntry Entry, IReadOnlyList<AliasMetadata> Aliases)
{
    public IndexService Index => Entry.Index;
}

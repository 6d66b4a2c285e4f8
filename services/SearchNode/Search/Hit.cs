using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Search;

/// <summary>One hit: where it is, and what it was ordered by.</summary>
internal sealed record Hit(SearchTarget Target, int Document, float Score, object?[] SortValues)
{
    public IndexService Index => Target.Index;
}

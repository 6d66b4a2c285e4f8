using Migration.SearchNode.Engine;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Search;

/// <summary>One index to search: the view of it, and the aliases by which alone it was named.</summary>
internal sealed record SearchTarget(IndexService Index, ReaderHandle Reader, IReadOnlyList<AliasMetadata> Aliases);

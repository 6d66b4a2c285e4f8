using System.Collections.Immutable;

namespace Migration.SearchNode.Indices;

/// <summary>An index and its aliases as they were when the view that holds it was made.</summary>
internal sealed record IndexEntry(IndexService Index, ImmutableSortedDictionary<string, AliasMetadata> Aliases);

using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Indices;

/// <summary>One index's part of a change.</summary>
internal sealed record IndexChange(IndexService Index, IndexMetadata Metadata)
{
    public MappingTree? Mapping { get; init; }
}

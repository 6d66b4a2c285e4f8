using Migration.SearchNode.Indices;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>What a query is read against: one index as it is now.</summary>
internal sealed record QueryContext(IndexService Index, MappingTree Mapping, SearchScope Scope)
{
    /// <summary>The nested object that the query is about, or null for documents themselves.</summary>
    public string? NestedPath { get; init; }

    public int Depth { get; init; }

    /// <summary>For queries that read a document of another index; none while a query is only checked.</summary>
    public IndexResolver? Resolver { get; init; }

    public FieldType? Field(string path) => Mapping.Field(path);
}

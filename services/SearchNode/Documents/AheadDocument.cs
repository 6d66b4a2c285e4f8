using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Documents;

/// <summary>A document, and the mapping that it was parsed by.</summary>
internal sealed record AheadDocument(MappingTree Mapping, ParsedDocument Document);

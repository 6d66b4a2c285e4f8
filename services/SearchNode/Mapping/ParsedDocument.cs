using Lucene.Net.Documents;

namespace Migration.SearchNode.Mapping;

/// <summary>A document ready for the index: its nested objects, innermost first, then the document itself.</summary>
internal sealed record ParsedDocument(string Id, ReadOnlyMemory<byte> Source, string? Routing, IReadOnlyList<Document> Documents)
{
    public Document Root => Documents[^1];
}

namespace Migration.SearchNode.Engine;

/// <summary>A document as a get finds it.</summary>
internal sealed record StoredDocument(string Id, long Version, long SeqNo, long PrimaryTerm, ReadOnlyMemory<byte> Source)
{
    public string? Routing { get; init; }
}

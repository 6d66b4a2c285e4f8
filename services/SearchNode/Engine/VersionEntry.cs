namespace Migration.SearchNode.Engine;

/// <summary>The newest state of one document.</summary>
internal sealed record VersionEntry(long Version, long SeqNo, long PrimaryTerm)
{
    public bool IsDeleted { get; init; }

    /// <summary>When it was deleted, in milliseconds since 1970.</summary>
    public long DeletedAt { get; init; }

    /// <summary>The source, for documents that no reader shows yet.</summary>
    public ReadOnlyMemory<byte> Source { get; init; }

    public string? Routing { get; init; }

    /// <summary>Counts refreshes: an entry of an earlier one is covered by the reader.</summary>
    public long Generation { get; init; }
}

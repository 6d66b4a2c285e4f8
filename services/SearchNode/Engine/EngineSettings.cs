namespace Migration.SearchNode.Engine;

/// <summary>What an engine is opened with.</summary>
internal sealed record EngineSettings(string Directory, double IndexBufferMegabytes, long PrimaryTerm)
{
    public required Func<Mapping.MappingTree> Mapping { get; init; }

    /// <summary>Makes a document of an operation that the translog holds.</summary>
    public required Func<Translog.TranslogOperation, Mapping.ParsedDocument> Reparse { get; init; }

    public required Func<Indices.IndexSettings> IndexSettings { get; init; }
}

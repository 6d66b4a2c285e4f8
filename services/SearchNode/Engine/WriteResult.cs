namespace Migration.SearchNode.Engine;

/// <summary>What a write did.</summary>
internal sealed record WriteResult(string Id, WriteOutcome Outcome, long Version, long SeqNo, long PrimaryTerm)
{
    /// <summary>Where the write stands in the translog; 0 if it wrote nothing.</summary>
    public long Position { get; init; }

    public bool ForcedRefresh { get; init; }
}

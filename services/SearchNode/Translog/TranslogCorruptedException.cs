namespace Migration.SearchNode.Translog;

/// <summary>A translog file that cannot be trusted: named, so that somebody can look at it, and never skipped.</summary>
internal sealed class TranslogCorruptedException(string file, long offset, string why)
    : Exception($"translog file [{file}] is corrupt at byte {offset}: {why}")
{
    public string File { get; } = file;

    public long Offset { get; } = offset;
}

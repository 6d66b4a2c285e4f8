namespace Migration.SearchNode.Analysis;

/// <summary>One token with where it stood in the text.</summary>
internal sealed record AnalyzedToken(string Text, int StartOffset, int EndOffset, string Type, int Position)
{
    public int PositionLength { get; init; } = 1;
}

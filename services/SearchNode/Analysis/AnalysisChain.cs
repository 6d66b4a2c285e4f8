namespace Migration.SearchNode.Analysis;

/// <summary>The parts of an analyzer by name.</summary>
internal sealed record AnalysisChain(IReadOnlyList<string> CharFilters, string Tokenizer, IReadOnlyList<string> Filters)
{
    public int PositionIncrementGap { get; init; } = Mapping.TextFieldType.DefaultPositionIncrementGap;
}

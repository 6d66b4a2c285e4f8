namespace Migration.SearchNode.Queries;

/// <summary>How the scores of nested objects make the document's.</summary>
internal enum NestedScore
{
    Average,
    Sum,
    Max,
    Min,
    None,
}

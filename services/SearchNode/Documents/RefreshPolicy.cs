namespace Migration.SearchNode.Documents;

/// <summary>What a write does for searches before it is answered.</summary>
internal enum RefreshPolicy
{
    None,
    Immediate,
    WaitFor,
}

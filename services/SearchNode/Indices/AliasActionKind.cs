namespace Migration.SearchNode.Indices;

internal enum AliasActionKind
{
    Add,
    Remove,
    RemoveIndex,
}

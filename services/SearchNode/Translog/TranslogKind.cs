namespace Migration.SearchNode.Translog;

internal enum TranslogKind : byte
{
    Index = 1,
    Delete = 2,
}

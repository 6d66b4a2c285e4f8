namespace Migration.SearchNode.Documents;

internal enum BulkAction
{
    Index,
    Create,
    Update,
    Delete,
}

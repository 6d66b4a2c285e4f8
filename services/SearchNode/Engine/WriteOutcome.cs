namespace Migration.SearchNode.Engine;

internal enum WriteOutcome
{
    Created,
    Updated,
    Deleted,
    NotFound,
    Noop,
}

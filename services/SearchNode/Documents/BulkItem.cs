namespace Migration.SearchNode.Documents;

/// <summary>One action of a bulk.</summary>
internal sealed record BulkItem(BulkAction Action, WriteRequest Request)
{
    public string Name => Action switch
    {
        BulkAction.Index => "index",
        BulkAction.Create => "create",
        BulkAction.Update => "update",
        _ => "delete",
    };

    /// <summary>What an update's own <c>_source</c> option asks to see.</summary>
    public SourceFilter? ShownSource { get; init; }
}

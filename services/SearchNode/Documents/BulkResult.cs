using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary>What became of one action: a result, or an error of its own.</summary>
internal sealed record BulkResult(BulkItem Item, IndexService? Index, WriteResult? Result)
{
    public OpenSearchException? Error { get; init; }

    /// <summary>The source after an update, where it was asked for.</summary>
    public StoredDocument? Shown { get; init; }
}

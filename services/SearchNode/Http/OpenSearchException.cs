namespace Migration.SearchNode.Http;

/// <summary>An error as OpenSearch answers it: a status, a type, a reason and the details that some types carry.</summary>
internal sealed class OpenSearchException(int status, string errorType, string reason, Exception? inner = null)
    : Exception(reason, inner)
{
    private readonly List<KeyValuePair<string, object>> _details = [];

    public int Status { get; } = status;

    public string ErrorType { get; } = errorType;

    public IReadOnlyList<KeyValuePair<string, object>> Details => _details;

    /// <summary>Raised while one index's shard was searched: a search wraps it as a failed phase.</summary>
    public bool IsShardLevel { get; init; }

    /// <summary>Written as <c>caused_by</c>.</summary>
    public OpenSearchException? Cause { get; init; }

    /// <summary>What <c>root_cause</c> names, where that is not this error itself.</summary>
    public OpenSearchException? Root { get; init; }

    public OpenSearchException With(string name, object value)
    {
        _details.Add(new KeyValuePair<string, object>(name, value));
        return this;
    }
}

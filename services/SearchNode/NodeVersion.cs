namespace Migration.SearchNode;

/// <summary>The OpenSearch release whose API and behaviour this node follows.</summary>
internal static class NodeVersion
{
    public const string Number = "2.19.1";

    /// <summary>The release as the internal number that <c>index.version.created</c> shows.</summary>
    public const string Id = "136407927";

    /// <summary>The one node's id.</summary>
    public const string NodeId = "TWlncmF0aW9uU2VhcmNoTg";

    public const string Lucene = "9.12.1";

    public const string MinimumWire = "7.10.0";

    public const string MinimumIndex = "7.0.0";
}

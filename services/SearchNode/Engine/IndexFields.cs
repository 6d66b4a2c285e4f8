namespace Migration.SearchNode.Engine;

/// <summary>The fields that every document has beside its own.</summary>
internal static class IndexFields
{
    public const string Id = "_id";
    public const string Source = "_source";
    public const string Routing = "_routing";
    public const string Version = "_version";
    public const string SeqNo = "_seq_no";

    /// <summary>Only a document itself has it, not its nested objects.</summary>
    public const string PrimaryTerm = "_primary_term";
}

using Migration.SearchNode.Http;

namespace Migration.SearchNode.Engine;

/// <summary>Under which conditions a write may happen.</summary>
internal sealed record WriteConditions
{
    public static readonly WriteConditions None = new();

    public long? IfSeqNo { get; init; }

    public long? IfPrimaryTerm { get; init; }

    public long? Version { get; init; }

    public VersionType VersionType { get; init; }

    /// <summary>The document must not exist yet.</summary>
    public bool CreateOnly { get; init; }

    /// <summary>Refuses combinations that cannot be meant.</summary>
    public void Validate()
    {
        if (IfSeqNo is null != IfPrimaryTerm is null)
        {
            throw Errors.Validation(IfSeqNo is null ? "ifSeqNo is unassigned, but primary term is [" + IfPrimaryTerm + "]" : "ifSeqNo is set, but primary term is [0]");
        }

        if (VersionType == VersionType.Internal && Version is not null)
        {
            throw Errors.Validation("internal versioning can not be used for optimistic concurrency control. Please use `if_seq_no` and `if_primary_term` instead");
        }

        if (VersionType != VersionType.Internal && Version is null)
        {
            throw Errors.Validation($"illegal version value [-3] for version type [{VersionType.ToString().ToUpperInvariant()}]");
        }

        if (VersionType != VersionType.Internal && CreateOnly)
        {
            throw Errors.Validation("create operations only support internal versioning. use index instead");
        }

        if (IfSeqNo is not null && (VersionType != VersionType.Internal || CreateOnly))
        {
            throw Errors.Validation("compare and write operations can not use versioning, nor be create operations");
        }
    }

    /// <summary>Throws if the document's state does not meet the conditions.</summary>
    public void Check(string id, VersionEntry? current)
    {
        var exists = current is { IsDeleted: false };
        if (IfSeqNo is { } seqNo && (current is null || current.IsDeleted || current.SeqNo != seqNo || current.PrimaryTerm != IfPrimaryTerm))
        {
            var found = exists
                ? $"current document has seqNo [{current!.SeqNo}] and primary term [{current.PrimaryTerm}]"
                : "but no document was found";
            throw Conflict(id, $"required seqNo [{seqNo}], primary term [{IfPrimaryTerm}]{(exists ? ". " : ", ")}{found}");
        }

        if (CreateOnly && exists)
        {
            throw Conflict(id, $"document already exists (current version [{current!.Version}])");
        }

        if (current is not null && VersionType == VersionType.External && current.Version >= Version)
        {
            throw Conflict(id, $"current version [{current.Version}] is higher or equal to the one provided [{Version}]");
        }

        if (current is not null && VersionType == VersionType.ExternalGte && current.Version > Version)
        {
            throw Conflict(id, $"current version [{current.Version}] is higher than the one provided [{Version}]");
        }
    }

    /// <summary>The version that the write makes.</summary>
    public long NextVersion(VersionEntry? current)
        => VersionType == VersionType.Internal ? (current?.Version ?? 0) + 1 : Version!.Value;

    private static OpenSearchException Conflict(string id, string what)
        => new(409, "version_conflict_engine_exception", $"[{id}]: version conflict, {what}");
}

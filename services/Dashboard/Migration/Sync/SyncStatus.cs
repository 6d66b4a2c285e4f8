namespace Migration.Dashboard.Migrating.Sync;

/// <summary>How DataSync's two ways are doing.</summary>
internal sealed record SyncStatus
{
    public required bool BackfillComplete { get; init; }

    public string Backfill { get; init; } = "";

    public IReadOnlyList<StreamReport> Streams { get; init; } = [];

    /// <value>Rows by table.</value>
    public IReadOnlyDictionary<string, long> Quarantine { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public long Conflicts { get; init; }
}

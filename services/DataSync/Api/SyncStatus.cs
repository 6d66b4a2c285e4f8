namespace Migration.DataSync.Api;

internal sealed record SyncStatus
{
    public required bool BackfillComplete { get; init; }

    public required string Backfill { get; init; }

    public required IReadOnlyList<StreamReport> Streams { get; init; }

    public required IReadOnlyDictionary<string, long> Quarantine { get; init; }

    public required long Conflicts { get; init; }
}

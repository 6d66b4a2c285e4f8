namespace Migration.Dashboard.Migrating.Sync;

/// <summary>What a person has to look at: the newest of what was refused and of what clashed.</summary>
internal sealed record SyncReview(IReadOnlyList<QuarantinedRow> Quarantine, IReadOnlyList<SyncConflict> Conflicts);

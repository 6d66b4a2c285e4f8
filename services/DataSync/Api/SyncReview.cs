namespace Migration.DataSync.Api;

/// <summary>What a person has to look at, newest first.</summary>
internal sealed record SyncReview(IReadOnlyList<QuarantinedRow> Quarantine, IReadOnlyList<SyncConflict> Conflicts);

namespace Migration.DataSync.Backfill;

/// <summary>Everything was copied, and still the target holds less than the source.</summary>
internal sealed class BackfillIncompleteException(BackfillReport report) : Exception($"the backfill is incomplete: {report}");

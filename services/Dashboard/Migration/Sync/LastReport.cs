namespace Migration.Dashboard.Migrating.Sync;

/// <param name="Report">Null where nobody has asked for a comparison since DataSync started.</param>
internal sealed record LastReport(ConsistencyReport? Report);

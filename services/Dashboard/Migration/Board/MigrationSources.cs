using Migration.Dashboard.Migrating.Faults;
using Migration.Dashboard.Migrating.Routing;
using Migration.Dashboard.Migrating.Sync;
using Migration.Dashboard.Migrating.Verdicts;

namespace Migration.Dashboard.Migrating.Board;

/// <summary>Whom the page asks.</summary>
internal sealed record MigrationSources(MonolithApi Monolith, DataSyncApi DataSync, FaultProxyApi FaultProxy, VerdictReader Verdicts);

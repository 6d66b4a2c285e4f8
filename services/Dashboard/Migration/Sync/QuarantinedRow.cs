namespace Migration.Dashboard.Migrating.Sync;

/// <summary>A row that the other database's rules refuse, with the reasons.</summary>
internal sealed record QuarantinedRow(string Table, long Id, IReadOnlyList<string> Reasons, DateTimeOffset At, string Row);

namespace Migration.Dashboard.Migrating.Sync;

/// <param name="Stream">forward or back.</param>
/// <param name="Trouble">What it stands for; null while it follows.</param>
/// <param name="Applied">How far the target is.</param>
/// <param name="LagBytes">What the source has written since; -1 where it cannot be asked.</param>
/// <param name="LagSeconds">How old the oldest missing change is.</param>
/// <param name="HeldBytes">Log that the source must keep for it; -1 where it cannot be asked.</param>
/// <param name="Rows">Rows applied since the start.</param>
internal sealed record StreamReport(string Stream, string? Trouble, string? Applied, long LagBytes, double LagSeconds, long HeldBytes, long Rows);

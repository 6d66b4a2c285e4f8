namespace Migration.DataSync.Api;

/// <param name="Stream">forward or back.</param>
/// <param name="Trouble">What it stands for; null while it follows.</param>
/// <param name="Applied">The position of the source up to which everything is in the target.</param>
/// <param name="LagBytes">Log that the source has written since.</param>
/// <param name="LagSeconds">How long ago the source committed what the target lacks; 0 when it lacks nothing.</param>
/// <param name="HeldBytes">Log that the slot keeps the source from removing.</param>
/// <param name="Rows">Rows applied since the start.</param>
internal sealed record StreamReport(string Stream, string? Trouble, string? Applied, long LagBytes, double LagSeconds, long HeldBytes, long Rows);

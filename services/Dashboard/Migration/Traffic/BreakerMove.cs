namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>A breaker has changed its state.</summary>
internal sealed record BreakerMove(DateTimeOffset At, string Instance, string Operation, string From, string To, string Cause);

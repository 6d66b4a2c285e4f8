namespace Migration.TrafficRouter.Resilience;

/// <summary>The breaker has changed its state.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state from now on.</param>
/// <param name="Cause">failures, break_over, probe_failed, probe_lease_expired, probes_succeeded, isolated or reset.</param>
/// <param name="Generation">The generation that begins with it.</param>
public readonly record struct BreakerTransition(BreakerState From, BreakerState To, string Cause, long Generation);

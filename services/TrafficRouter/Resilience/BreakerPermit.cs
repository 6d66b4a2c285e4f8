namespace Migration.TrafficRouter.Resilience;

/// <summary>Leave to make one attempt. Its result counts only while the breaker is at the same generation.</summary>
public readonly record struct BreakerPermit(long Generation);

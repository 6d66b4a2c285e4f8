namespace Migration.TrafficRouter.Resilience;

/// <summary>The numbers are those of the gauge <c>traffic_router.breaker.state</c>.</summary>
public enum BreakerState
{
    Closed = 0,
    Open = 1,
    HalfOpen = 2,

    /// <summary>Opened by hand, until it is reset by hand.</summary>
    Isolated = 3,
}

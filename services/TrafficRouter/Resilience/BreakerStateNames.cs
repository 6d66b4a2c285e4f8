namespace Migration.TrafficRouter.Resilience;

public static class BreakerStateNames
{
    public static string ToWord(this BreakerState state) => state switch
    {
        BreakerState.Closed => "closed",
        BreakerState.Open => "open",
        BreakerState.HalfOpen => "half_open",
        _ => "isolated",
    };
}

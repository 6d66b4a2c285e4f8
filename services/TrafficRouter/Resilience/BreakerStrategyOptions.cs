using Polly;

namespace Migration.TrafficRouter.Resilience;

internal sealed class BreakerStrategyOptions : ResilienceStrategyOptions
{
    public BreakerStrategyOptions() => Name = "ConsecutiveBreaker";
}

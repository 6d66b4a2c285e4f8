using Polly;

namespace Migration.TrafficRouter.Resilience;

internal sealed class CallStrategyOptions : ResilienceStrategyOptions
{
    public CallStrategyOptions() => Name = "Call";
}

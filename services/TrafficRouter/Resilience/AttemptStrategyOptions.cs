using Polly;

namespace Migration.TrafficRouter.Resilience;

internal sealed class AttemptStrategyOptions : ResilienceStrategyOptions
{
    public AttemptStrategyOptions() => Name = "Attempt";
}

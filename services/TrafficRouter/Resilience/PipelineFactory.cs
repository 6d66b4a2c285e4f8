using Migration.TrafficRouter.Telemetry;
using Polly;

namespace Migration.TrafficRouter.Resilience;

/// <summary>What stands between the router and the microservice, one for each operation.</summary>
internal sealed class PipelineFactory(RetryBudget budget, RouterMetrics metrics, TimeProvider time, Func<double> random)
{
    /// <param name="operation">The name of the operation, for metrics.</param>
    /// <param name="breaker">The operation's breaker.</param>
    /// <param name="isKilled">Whether the flag has been switched off since the call was decided.</param>
    public ResiliencePipeline Create(string operation, Breaker breaker, Func<bool> isKilled)
    {
        var retries = new RetryRule(operation, budget, metrics, isKilled, random);
        return new ResiliencePipelineBuilder { Name = operation, TimeProvider = time }
            .AddStrategy(_ => new CallStrategy(operation, breaker, retries, metrics, time), new CallStrategyOptions())
            .Build();
    }
}

using Migration.TrafficRouter.Resilience;
using Polly;

namespace Migration.TrafficRouter.Calls;

/// <summary>What one operation keeps between requests.</summary>
internal sealed record OperationRuntime(Breaker Breaker, ResiliencePipeline Pipeline);

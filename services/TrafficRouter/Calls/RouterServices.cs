using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.Telemetry;
using Migration.TrafficRouter.WriteSides;

namespace Migration.TrafficRouter.Calls;

/// <summary>What all operations share.</summary>
public sealed record RouterServices(FlagSource Flags, RetryBudget Budget, ShadowReads Shadow, IWriteSides Sides, RouterMetrics Metrics);

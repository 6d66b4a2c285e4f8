using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Flags;

/// <summary>One variant of an experiment.</summary>
/// <param name="Name">What headers and metrics call it.</param>
/// <param name="Weight">Its share is its weight over the sum of all weights.</param>
/// <param name="Side">The side that its users are sent to; null leaves that to the rollout.</param>
public sealed record ExperimentVariant(string Name, int Weight, Side? Side = null);

namespace Migration.TrafficRouter.Shadow;

/// <summary>A shadow read whose answers differed.</summary>
/// <param name="Operation">Which operation.</param>
/// <param name="Request">What was asked.</param>
/// <param name="At">When it was compared.</param>
/// <param name="Differences">The fields.</param>
public sealed record ShadowSample(string Operation, string Request, DateTimeOffset At, IReadOnlyList<FieldDifference> Differences);

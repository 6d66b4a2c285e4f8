namespace Migration.TrafficRouter.Flags;

/// <summary>An A/B test: every user gets one variant and keeps it, independently of the rollout and of other experiments.</summary>
public sealed record ExperimentDefinition(string Name, IReadOnlyList<ExperimentVariant> Variants, string Seed = "1");

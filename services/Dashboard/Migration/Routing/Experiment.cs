namespace Migration.Dashboard.Migrating.Routing;

/// <summary>An A/B test that runs beside the rollout.</summary>
public sealed record Experiment(string Name, string Seed, IReadOnlyList<ExperimentVariant> Variants);

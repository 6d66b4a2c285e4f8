namespace Migration.Dashboard.Migrating.Routing;

/// <summary>An A/B test that runs beside the rollout.</summary>
internal sealed record Experiment(string Name, string Seed, IReadOnlyList<ExperimentVariant> Variants);

using Migration.TrafficRouter.Flags;

namespace Migration.Monolith.Routing;

internal sealed record ExperimentAnswer(string Name, string Seed, IReadOnlyList<VariantAnswer> Variants)
{
    public static ExperimentAnswer From(ExperimentDefinition experiment)
        => new(experiment.Name, experiment.Seed, [.. experiment.Variants.Select(VariantAnswer.From)]);
}

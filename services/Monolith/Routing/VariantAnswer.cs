using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;

namespace Migration.Monolith.Routing;

internal sealed record VariantAnswer(string Name, int Weight, string? Side)
{
    public static VariantAnswer From(ExperimentVariant variant) => new(variant.Name, variant.Weight, variant.Side?.ToWord());
}

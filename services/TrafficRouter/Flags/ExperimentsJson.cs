using System.Text.Json.Nodes;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Flags;

/// <summary>Experiments as they are stored: <c>[{"name":…,"seed":…,"variants":[{"name":…,"weight":…,"side":…}]}]</c>.</summary>
internal static class ExperimentsJson
{
    public static string Write(IReadOnlyList<ExperimentDefinition> experiments)
        => new JsonArray([.. experiments.Select(Write)]).ToJsonString();

    public static IReadOnlyList<ExperimentDefinition> Read(string json) => FlagPatchReader.ReadExperiments(json);

    private static JsonNode Write(ExperimentDefinition experiment) => new JsonObject
    {
        ["name"] = experiment.Name,
        ["seed"] = experiment.Seed,
        ["variants"] = new JsonArray([.. experiment.Variants.Select(Write)]),
    };

    private static JsonNode Write(ExperimentVariant variant)
    {
        var written = new JsonObject { ["name"] = variant.Name, ["weight"] = variant.Weight };
        if (variant.Side is { } side)
        {
            written["side"] = side.ToWord();
        }

        return written;
    }
}

using System.Text.Json;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Flags;

/// <summary>
/// Reads a change from JSON: <c>{"rollout_percent": 5, "canary_user_ids": [1, 2], …}</c>. Wrong types and unknown names are
/// gathered; the rules of the values are <see cref="FlagRules"/>.
/// </summary>
public static class FlagPatchReader
{
    public static readonly IReadOnlyList<string> Fields =
    [
        "enabled", "rollout_percent", "canary_user_ids", "deny_user_ids", "seed", "shadow_percent", "experiments", "endpoint",
    ];

    /// <param name="body">A JSON object.</param>
    /// <param name="otherFields">Names that are read elsewhere.</param>
    /// <exception cref="FlagRefusedException">It is no such change.</exception>
    public static FlagPatch Read(JsonElement body, params IReadOnlyList<string> otherFields)
    {
        var found = new List<FlagViolation>();
        foreach (var property in body.EnumerateObject())
        {
            if (!Fields.Contains(property.Name, StringComparer.Ordinal) && !otherFields.Contains(property.Name, StringComparer.Ordinal))
            {
                var known = string.Join(", ", Fields.Concat(otherFields));
                found.Add(new FlagViolation(FlagRules.Shorten(property.Name), Raw(property.Value), $"is not a field here; these are: {known}"));
            }
        }

        var patch = new FlagPatch
        {
            Enabled = Boolean(body, "enabled", found),
            RolloutPercent = Number(body, "rollout_percent", found),
            CanaryUserIds = Ids(body, "canary_user_ids", found),
            DenyUserIds = Ids(body, "deny_user_ids", found),
            Seed = Text(body, "seed", found),
            ShadowPercent = Number(body, "shadow_percent", found),
            Experiments = Experiments(body, found),
            Endpoint = Text(body, "endpoint", found),
        };
        return found.Count == 0 ? patch : throw new FlagRefusedException(found);
    }

    internal static IReadOnlyList<ExperimentDefinition> ReadExperiments(string json)
    {
        using var document = JsonDocument.Parse($$"""{"experiments":{{json}}}""");
        var found = new List<FlagViolation>();
        var experiments = Experiments(document.RootElement, found);
        return found.Count == 0 ? experiments ?? [] : throw new FlagRefusedException(found);
    }

    private static bool? Boolean(JsonElement body, string field, List<FlagViolation> found)
        => !body.TryGetProperty(field, out var value) ? null
            : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
            : Wrong<bool?>(found, field, value, "must be true or false");

    private static decimal? Number(JsonElement body, string field, List<FlagViolation> found)
        => !body.TryGetProperty(field, out var value) ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number
            : Wrong<decimal?>(found, field, value, "must be a number from 0 to 100 with at most three decimals");

    private static string? Text(JsonElement body, string field, List<FlagViolation> found)
        => !body.TryGetProperty(field, out var value) ? null
            : value.ValueKind == JsonValueKind.String && TryGetText(value, out var text) ? text
            : Wrong<string>(found, field, value, "must be a text");

    private static List<long>? Ids(JsonElement body, string field, List<FlagViolation> found)
    {
        if (!body.TryGetProperty(field, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong<List<long>>(found, field, value, "must be a list of user ids");
        }

        var ids = new List<long>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var id))
            {
                return Wrong<List<long>>(found, field, item, "must hold user ids, whole numbers above 0");
            }

            ids.Add(id);
        }

        return ids;
    }

    private static List<ExperimentDefinition>? Experiments(JsonElement body, List<FlagViolation> found)
    {
        const string Field = "experiments";
        if (!body.TryGetProperty(Field, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            return Wrong<List<ExperimentDefinition>>(found, Field, value, "must be a list of {name, seed, variants}");
        }

        return [.. value.EnumerateArray().Select((item, index) => Experiment(item, $"{Field}[{index}]", found))];
    }

    private static ExperimentDefinition Experiment(JsonElement item, string field, List<FlagViolation> found)
    {
        var name = Required(item, "name", field, found);
        var seed = item.TryGetProperty("seed", out _) ? Required(item, "seed", field, found) : "1";
        if (!item.TryGetProperty("variants", out var variants)
            || variants.ValueKind != JsonValueKind.Array
            || variants.EnumerateArray().Any(variant => variant.ValueKind != JsonValueKind.Object))
        {
            found.Add(new FlagViolation($"{field}.variants", null, "must be a list of {name, weight, side}"));
            return new ExperimentDefinition(name, [], seed);
        }

        var read = variants.EnumerateArray().Select((variant, index) => Variant(variant, $"{field}.variants[{index}]", found));
        return new ExperimentDefinition(name, [.. read], seed);
    }

    private static ExperimentVariant Variant(JsonElement item, string field, List<FlagViolation> found)
    {
        var name = Required(item, "name", field, found);
        if (!item.TryGetProperty("weight", out var weight) || weight.ValueKind != JsonValueKind.Number || !weight.TryGetInt32(out var share))
        {
            found.Add(new FlagViolation($"{field}.weight", null, "must be a whole number"));
            share = 0;
        }

        if (!item.TryGetProperty("side", out var word) || word.ValueKind == JsonValueKind.Null)
        {
            return new ExperimentVariant(name, share);
        }

        if (word.ValueKind == JsonValueKind.String && SideNames.TryParse(word.GetString(), out var side))
        {
            return new ExperimentVariant(name, share, side);
        }

        found.Add(new FlagViolation($"{field}.side", Raw(word), "must be monolith, microservice or null"));
        return new ExperimentVariant(name, share);
    }

    private static string Required(JsonElement item, string name, string field, List<FlagViolation> found)
    {
        if (item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && TryGetText(value, out var text))
        {
            return text;
        }

        found.Add(new FlagViolation($"{field}.{name}", null, "must be a text"));
        return "-";
    }

    /// <summary>An escaped half of a surrogate pair is valid JSON and no text.</summary>
    private static bool TryGetText(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static T? Wrong<T>(List<FlagViolation> found, string field, JsonElement value, string rule)
    {
        found.Add(new FlagViolation(field, Raw(value), rule));
        return default;
    }

    private static string Raw(JsonElement value) => FlagRules.Shorten(value.GetRawText());
}

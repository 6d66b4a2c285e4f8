using System.Globalization;

namespace Migration.TrafficRouter.Flags;

/// <summary>What a flag may be. All violations are gathered, so that whoever changes it learns of everything at once.</summary>
public static class FlagRules
{
    public const int MaxUserIds = 10_000;
    private const int MaxSeed = 64;
    private const int MaxExperiments = 20;
    private const int MaxVariants = 20;
    private const int MaxWeight = 1_000_000;
    private const int MaxName = 50;

    /// <exception cref="FlagRefusedException">The flag breaks a rule.</exception>
    public static void ThrowIfInvalid(FlagDefinition flag)
    {
        var violations = Check(flag);
        if (violations.Count > 0)
        {
            throw new FlagRefusedException(violations);
        }
    }

    public static IReadOnlyList<FlagViolation> Check(FlagDefinition flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        var found = new List<FlagViolation>();
        CheckPercent(found, "rollout_percent", flag.RolloutPercent);
        CheckPercent(found, "shadow_percent", flag.ShadowPercent);
        CheckUserIds(found, "canary_user_ids", flag.CanaryUserIds);
        CheckUserIds(found, "deny_user_ids", flag.DenyUserIds);
        CheckWord(found, "seed", flag.Seed, MaxSeed);
        if (flag.Endpoint is { } endpoint
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && endpoint.Length <= 200))
        {
            found.Add(new FlagViolation("endpoint", Shorten(endpoint), "must be an address such as http://localhost:50051"));
        }

        CheckExperiments(found, flag.Experiments);
        return found;
    }

    internal static string Shorten(string value) => value.Length > 100 ? string.Concat(value.AsSpan(0, 100), "…") : value;

    private static void CheckPercent(List<FlagViolation> found, string field, decimal percent)
    {
        if (percent is < 0 or > 100 || decimal.Round(percent, 3) != percent)
        {
            var value = percent.ToString(CultureInfo.InvariantCulture);
            found.Add(new FlagViolation(field, value, "must be a number from 0 to 100 with at most three decimals"));
        }
    }

    private static void CheckUserIds(List<FlagViolation> found, string field, IReadOnlyList<long> ids)
    {
        if (ids.Count > MaxUserIds)
        {
            found.Add(new FlagViolation(field, $"{ids.Count} ids", $"must name at most {MaxUserIds} users; move more of them by percentage"));
        }
        else if (ids.Any(id => id <= 0))
        {
            var id = ids.First(id => id <= 0).ToString(CultureInfo.InvariantCulture);
            found.Add(new FlagViolation(field, id, "must hold user ids, whole numbers above 0"));
        }
    }

    private static void CheckWord(List<FlagViolation> found, string field, string word, int max)
    {
        if (word.Length == 0 || word.Length > max || !word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            found.Add(new FlagViolation(field, Shorten(word), $"must be 1 to {max} letters, digits, points, dashes or underscores"));
        }
    }

    private static void CheckExperiments(List<FlagViolation> found, IReadOnlyList<ExperimentDefinition> experiments)
    {
        if (experiments.Count > MaxExperiments)
        {
            found.Add(new FlagViolation("experiments", $"{experiments.Count} experiments", $"must be at most {MaxExperiments}"));
            return;
        }

        for (var index = 0; index < experiments.Count; index++)
        {
            CheckExperiment(found, $"experiments[{index}]", experiments[index]);
        }

        CheckDistinct(found, "experiments", experiments.Select(experiment => experiment.Name));
    }

    private static void CheckExperiment(List<FlagViolation> found, string field, ExperimentDefinition experiment)
    {
        CheckWord(found, $"{field}.name", experiment.Name, MaxName);
        CheckWord(found, $"{field}.seed", experiment.Seed, MaxName);
        if (experiment.Variants.Count is < 1 or > MaxVariants)
        {
            found.Add(new FlagViolation($"{field}.variants", $"{experiment.Variants.Count} variants", $"must be 1 to {MaxVariants}"));
            return;
        }

        for (var index = 0; index < experiment.Variants.Count; index++)
        {
            var variant = experiment.Variants[index];
            CheckWord(found, $"{field}.variants[{index}].name", variant.Name, MaxName);
            if (variant.Weight is < 0 or > MaxWeight)
            {
                var weight = variant.Weight.ToString(CultureInfo.InvariantCulture);
                found.Add(new FlagViolation($"{field}.variants[{index}].weight", weight, $"must be a whole number from 0 to {MaxWeight}"));
            }
        }

        if (experiment.Variants.All(variant => variant.Weight <= 0))
        {
            found.Add(new FlagViolation($"{field}.variants", null, "must have at least one weight above 0"));
        }

        CheckDistinct(found, $"{field}.variants", experiment.Variants.Select(variant => variant.Name));
    }

    private static void CheckDistinct(List<FlagViolation> found, string field, IEnumerable<string> names)
    {
        if (names.CountBy(name => name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
        {
            found.Add(new FlagViolation(field, Shorten(twice), "must not use a name twice"));
        }
    }
}

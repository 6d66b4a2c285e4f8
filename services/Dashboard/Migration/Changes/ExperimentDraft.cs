using System.Globalization;
using Migration.Dashboard.Migrating.Routing;

namespace Migration.Dashboard.Migrating.Changes;

/// <summary>
/// An experiment while somebody types it. What a name or a weight may be is the router's to say, in the dry run; here is said only what cannot
/// even be asked.
/// </summary>
internal sealed class ExperimentDraft
{
    private const string FirstSeed = "1";

    /// <value>What it is now; null if it is a new one.</value>
    public Experiment? Before { get; private init; }

    public string Name { get; set; } = "";

    public string Seed { get; set; } = FirstSeed;

    public List<VariantDraft> Variants { get; private init; } = [];

    public static ExperimentDraft New() => new() { Variants = [new() { Name = "a", Weight = "1" }, new() { Name = "b", Weight = "1" }] };

    public static ExperimentDraft Of(Experiment experiment) => new()
    {
        Before = experiment,
        Name = experiment.Name,
        Seed = experiment.Seed,
        Variants =
        [
            .. experiment.Variants.Select(variant => new VariantDraft
            {
                Name = variant.Name, Weight = variant.Weight.ToString(CultureInfo.InvariantCulture), Side = variant.Side ?? "",
            }),
        ],
    };

    /// <summary>All experiments, this one as it was typed.</summary>
    public Edited<IReadOnlyList<Experiment>> Into(IReadOnlyList<Experiment> all)
    {
        var variants = new List<ExperimentVariant>();
        foreach (var (index, draft) in Variants.Index())
        {
            if (!int.TryParse(draft.Weight, NumberStyles.None, CultureInfo.InvariantCulture, out var weight))
            {
                return new(null, string.Create(CultureInfo.InvariantCulture, $"Weight of variant {index + 1}: “{draft.Weight}” is no whole number."));
            }

            variants.Add(new ExperimentVariant(draft.Name.Trim(), weight, draft.Side.Length == 0 ? null : draft.Side));
        }

        var experiment = new Experiment(Name.Trim(), Seed.Trim(), variants);
        return Before is null ? new([.. all, experiment], null) : Replace(all, [experiment]);
    }

    /// <summary>All experiments but this.</summary>
    public Edited<IReadOnlyList<Experiment>> OutOf(IReadOnlyList<Experiment> all) => Replace(all, []);

    /// <summary>What somebody else has made of it since must not be overwritten unseen.</summary>
    private Edited<IReadOnlyList<Experiment>> Replace(IReadOnlyList<Experiment> all, IEnumerable<Experiment> by)
    {
        var isAsBefore = all.Any(other => IsThis(other) && string.Equals(other.Seed, Before!.Seed, StringComparison.Ordinal) && other.Variants.SequenceEqual(Before.Variants));
        return isAsBefore
            ? new([.. all.SelectMany(other => IsThis(other) ? by : [other])], null)
            : new(null, $"Experiment {Before!.Name}: somebody else has changed it in between. Close this, and look at what stands now.");
    }

    private bool IsThis(Experiment other) => string.Equals(other.Name, Before?.Name, StringComparison.Ordinal);
}

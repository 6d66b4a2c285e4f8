using Migration.Dashboard.Migrating.Routing;

namespace Migration.Dashboard.Migrating.Words;

/// <summary>What one version of the flag has made of the version before.</summary>
internal static class ChangeInWords
{
    public const string Nothing = "nothing that shows";

    /// <param name="before">Null where it is not known, or where there was none.</param>
    /// <param name="now">The version that is told of.</param>
    public static string Of(RoutingFlag? before, RoutingFlag now)
    {
        if (before is null)
        {
            return $"{(now.Enabled ? "" : $"{StateInWords.Off(now)}, ")}{Say.Percent(now.RolloutPercent)}";
        }

        var changes = new List<string>();
        if (before.Enabled != now.Enabled)
        {
            changes.Add(before.Enabled ? "killed" : before.IsNotStarted ? "started" : "kill switch lifted");
        }

        if (before.RolloutPercent != now.RolloutPercent)
        {
            changes.Add($"{Say.Percent(before.RolloutPercent)} → {Say.Percent(now.RolloutPercent)}");
        }

        AddUsers(changes, "canaries", before.CanaryUserIds, now.CanaryUserIds);
        AddUsers(changes, "deny list", before.DenyUserIds, now.DenyUserIds);
        AddText(changes, "seed", before.Seed, now.Seed);
        AddText(changes, "shadow reads", Say.Percent(before.ShadowPercent), Say.Percent(now.ShadowPercent));
        AddText(changes, "address", before.Endpoint ?? "by discovery", now.Endpoint ?? "by discovery");
        AddExperiments(changes, before.Experiments, now.Experiments);
        return changes.Count == 0 ? Nothing : string.Join("; ", changes);
    }

    private static void AddUsers(List<string> changes, string what, IReadOnlyList<long> before, IReadOnlyList<long> now)
    {
        var (more, fewer) = (now.Except(before).Count(), before.Except(now).Count());
        if (more + fewer > 0)
        {
            changes.Add($"{what}{(more > 0 ? $" +{Say.Count(more)}" : "")}{(fewer > 0 ? $" −{Say.Count(fewer)}" : "")}");
        }
    }

    private static void AddText(List<string> changes, string what, string before, string now)
    {
        if (!string.Equals(before, now, StringComparison.Ordinal))
        {
            changes.Add($"{what} {before} → {now}");
        }
    }

    private static void AddExperiments(List<string> changes, IReadOnlyList<Experiment> before, IReadOnlyList<Experiment> now)
    {
        var names = before.Concat(now).Select(experiment => experiment.Name).Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (was, becomes) = (Find(before, name), Find(now, name));
            if (!string.Equals(was, becomes, StringComparison.Ordinal))
            {
                changes.Add($"experiment {name} {(was is null ? "added" : becomes is null ? "ended" : "changed")}");
            }
        }
    }

    private static string? Find(IReadOnlyList<Experiment> experiments, string name)
        => experiments.FirstOrDefault(experiment => string.Equals(experiment.Name, name, StringComparison.Ordinal)) is { } found
            ? $"{found.Seed}: {string.Join(", ", found.Variants.Select(variant => $"{variant.Name} {Say.Count(variant.Weight)} {variant.Side}"))}"
            : null;
}

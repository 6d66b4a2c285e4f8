using Migration.Dashboard.Migrating.Routing;

namespace Migration.Dashboard.Migrating.Words;

/// <summary>What one version of the flag has made of the version before.</summary>
internal static class ChangeInWords
{
    /// <param name="before">Null where it is not known, or where there was none.</param>
    /// <param name="now">The version that is told of.</param>
    public static string Of(RoutingFlag? before, RoutingFlag now)
    {
        if (before is null)
        {
            return $"{(now.IsKilled ? "killed, " : "")}{Say.Percent(now.RolloutPercent)}";
        }

        var changes = new List<string>();
        if (before.Enabled != now.Enabled)
        {
            changes.Add(now.IsKilled ? "killed" : "kill switch lifted");
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
        if (!Names(before).SequenceEqual(Names(now), StringComparer.Ordinal))
        {
            changes.Add("experiments changed");
        }

        return changes.Count == 0 ? "nothing that shows" : string.Join("; ", changes);
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

    private static IEnumerable<string> Names(RoutingFlag flag)
        => flag.Experiments.SelectMany(experiment => experiment.Variants.Select(variant => $"{experiment.Name}/{experiment.Seed}/{variant.Name}/{Say.Count(variant.Weight)}/{variant.Side}"));
}

using System.Globalization;
using Migration.DataSync.Mapping;

namespace Migration.DataSync.Streams;

/// <summary>
/// The SQL by which staged changes of one table meet the rows of the target, made from the mapping's rules. Staged are the row as it was,
/// <c>old_…</c>, and as it is, <c>new_…</c>: only what differs between the two is set. Where the target's own value differs from both, both
/// sides have changed the same column: such a clash is in the table <c>clash</c>, with who wins.
/// </summary>
internal sealed class TableMerge(TableMapping mapping, StreamSide side)
{
    private readonly string _new = $"new_{mapping.Source}";
    private readonly string _old = $"old_{mapping.Source}";
    private readonly string _gone = $"gone_{mapping.Source}";

    public TableMapping Mapping => mapping;

    private bool HasTargets => mapping.Targets.Count > 0;

    private string Main => mapping.Targets[0].Name;

    /// <summary>What has to be known before the rows are merged: refused ones put aside, rows locked, clashes found.</summary>
    public IEnumerable<string> Prepare()
    {
        if (mapping.Gone is { } gone)
        {
            yield return $"delete from {_new} s where {gone}";
            yield return $"delete from {_old} s where {gone}";
        }

        if (!HasTargets)
        {
            yield break;
        }

        yield return Lock();
        if (mapping.Targets[0].IsUpdateOnly)
        {
            if (mapping.Refusals.Count > 0)
            {
                yield return mapping.QuarantineOf(_new, _old);
            }

            foreach (var clash in Clashes())
            {
                yield return clash;
            }

            yield break;
        }

        yield return $"insert into {_gone} select id, _lsn from {_old} o where not exists (select from {_new} n where n.id = o.id)";
        yield return $"delete from sync_quarantine q using {_gone} g where q.source_table = '{mapping.Source}' and q.source_id = g.id";
        foreach (var statement in Judge())
        {
            yield return statement;
        }

        foreach (var clash in Clashes())
        {
            yield return clash;
        }
    }

    /// <summary>From here to the commit nobody else writes these rows.</summary>
    private string Lock()
    {
        var id = mapping.Targets[0].IsUpdateOnly ? mapping.Listing : "s.id";
        return $"select from {Main} t where t.id in (select {id} from {_new} s union all select {id} from {_old} s) order by t.id for update";
    }

    /// <summary>The merge itself; clashes, if any, have been decided.</summary>
    public IEnumerable<string> Apply(bool clashes)
    {
        foreach (var target in mapping.Targets.Where(target => !target.IsBackfillOnly))
        {
            if (target.GoesWithItsSource)
            {
                yield return Vanish(target);
            }

            yield return Update(target, clashes);
            if (!target.IsUpdateOnly)
            {
                yield return Insert(target);
            }
        }

        foreach (var statement in mapping.After)
        {
            yield return statement;
        }
    }

    public IEnumerable<string> Delete()
    {
        if (mapping.Deletes.Count == 0)
        {
            yield break;
        }

        if (StreamSide.RecordsTombstones(mapping))
        {
            yield return Tombstones();
        }

        foreach (var statement in mapping.Deletes)
        {
            yield return string.Format(CultureInfo.InvariantCulture, statement, _gone);
        }
    }

    /// <summary>A row that was refused and is good now is merged as if it were new, and so are those that waited for it.</summary>
    private IEnumerable<string> Judge()
    {
        if (mapping.Refusals.Count > 0)
        {
            yield return mapping.QuarantineOf(_new, _old);
        }

        yield return $"""
            with released_now as (
                delete from sync_quarantine q using {_new} s where q.source_table = '{mapping.Source}' and q.source_id = s.id
                returning q.source_id, q.source_row
            ), noted as (
                insert into released select '{mapping.Source}', source_id, source_row from released_now
            )
            delete from {_old} o using released_now r where o.id = r.source_id
            """;

        // Deleted on the target's side: that stands, and what the source changed meanwhile is kept as a conflict.
        yield return $"""
            with lost as (
                select n.id, n._lsn, to_jsonb(n) - '_lsn' as value from {_new} n join {_old} o using (id) where {side.IsDeleted(Main)}
            ), recorded as (
                insert into sync_conflict (stream, concept, row_id, field, source_value, winner, source_lsn, decided_lsn, kind)
                select '{side.Stream}', '{mapping.Concept}', id, '', value, 'target', _lsn, pg_current_wal_insert_lsn(), 'deleted' from lost
            ), base as (delete from {_old} o using lost where o.id = lost.id)
            delete from {_new} n using lost where n.id = lost.id
            """;
    }

    private IEnumerable<string> Clashes()
        => mapping.Targets.Where(target => !target.IsBackfillOnly && target.Rules.Any(IsContested)).Select(Clash);

    private string Clash(TargetTable target)
    {
        var contested = target.Rules.Where(rule => IsContested(rule) && !target.Key.Contains(rule.Target, StringComparer.Ordinal)).ToList();
        var any = string.Join("\n or ", contested.Select(rule =>
            $"({Part(rule, "n")} is distinct from {Part(rule, "o")} and {Part(rule, "t")} is distinct from {Part(rule, "o")} and {Part(rule, "t")} is distinct from {Part(rule, "n")})"));
        var values = string.Join(", ", contested.Select(rule =>
            $"('{rule.Concept}', to_jsonb({Part(rule, "o")}), to_jsonb({Part(rule, "n")}), to_jsonb({Part(rule, "t")}))"));
        var wins = target.Written is { } written
            ? $"case when n._written = {written.Target} then {side.WinsTies} else n._written > {written.Target} end"
            : side.WinsTies;
        return $"""
            insert into clash (concept, row_id, field, position, base, theirs, mine, wins)
            select '{mapping.Concept}', t.{target.Key[0]}, v.field, n._lsn, v.base, v.theirs, v.mine, coalesce({wins}, {side.WinsTies})
            from {Rows(target, _new, "n")} join {Rows(target, _old, "o")} on {On(target, "n", "o")} join {target.Name} t on {On(target, "t", "n")}
            cross join lateral (values {values}) v (field, base, theirs, mine)
            where ({any}) and v.theirs is distinct from v.base and v.mine is distinct from v.base and v.mine is distinct from v.theirs
            """;
    }

    private string Update(TargetTable target, bool clashes)
    {
        var set = target.Rules.Where(rule => !target.Key.Contains(rule.Target, StringComparer.Ordinal)).Select(rule => Assignment(rule, clashes))
            .Where(assignment => assignment is not null);
        var source = target.IsUpdateOnly
            ? $"(select {Keys(target)} from {Rows(target, _new, "n")} union select {Keys(target)} from {Rows(target, _old, "o")}) k "
                + $"left join {Rows(target, _new, "n")} on {On(target, "n", "k")} left join {Rows(target, _old, "o")} on {On(target, "o", "k")}"
            : $"{Rows(target, _new, "n")} left join {Rows(target, _old, "o")} on {On(target, "o", "n")}";
        var kept = clashes
            ? $" left join (select row_id, array_agg(field) as fields from clash where not wins and concept = '{mapping.Concept}' group by row_id) kept on kept.row_id = {(target.IsUpdateOnly ? "k" : "n")}.{target.Key[0]}"
            : "";
        return $"update {target.Name} t set {string.Join(", ", set)} from {source}{kept} where {On(target, "t", target.IsUpdateOnly ? "k" : "n")} and (o._there is null or {Changes(target)})";
    }

    private static string Changes(TargetTable target)
        => string.Join(" or ", target.Rules.Where(rule => rule.Merge is MergeKind.Changed or MergeKind.Difference or MergeKind.Newest && !target.Key.Contains(rule.Target, StringComparer.Ordinal))
            .Select(rule => $"n.{rule.Target} is distinct from o.{rule.Target}"));

    private static string? Assignment(ColumnRule rule, bool clashes)
    {
        var (t, n, o) = ($"t.{rule.Target}", $"n.{rule.Target}", $"o.{rule.Target}");
        switch (rule.Merge)
        {
            case MergeKind.Initial or MergeKind.Backfilled:
                return null;
            case MergeKind.Fixed:
                return $"{rule.Target} = {n}";
            case MergeKind.Difference:
                return $"{rule.Target} = case when o._there is null then {n} else greatest({t} + {n} - {o}, 0) end";
            case MergeKind.Newest:
                return $"{rule.Target} = greatest({t}, {n})";
            case MergeKind.Revision:
                return $"{rule.Target} = {t} + 1";
            default:
                var changed = $"(o._there is null or {Part(rule, "n")} is distinct from {Part(rule, "o")})";
                var wins = clashes ? $"{changed} and not coalesce('{rule.Concept}' = any (kept.fields), false)" : changed;
                var otherwise = string.Format(CultureInfo.InvariantCulture, rule.Otherwise, t, n, o);
                return $"{rule.Target} = case when {wins} then coalesce({n}, {rule.WhenGone}) else {otherwise} end";
        }
    }

    private string Insert(TargetTable target)
    {
        var rules = target.Rules.Where(rule => rule.Merge != MergeKind.Backfilled).ToList();
        return $"""
            insert into {target.Name} ({string.Join(", ", rules.Select(rule => rule.Target))})
            select {string.Join(", ", rules.Select(rule => "n." + rule.Target))} from {Rows(target, _new, "n")}
            where not exists (select from {target.Name} t where {On(target, "t", "n")})
            """;
    }

    private string Vanish(TargetTable target)
        => $"""
            delete from {target.Name} t using {Rows(target, _old, "o")}
            where {On(target, "t", "o")} and o._source in (select id from {_new})
                and not exists (select from {Rows(target, _new, "n")} where {On(target, "n", "o")})
            """;

    /// <summary>What was deleted stays known, and so does what the target's side had changed in it: delete beats update.</summary>
    private string Tombstones()
        => $"""
            with buried as (
                insert into sync_tombstone (concept, row_id, source_lsn) select '{mapping.Concept}', id, _lsn from {_gone}
                on conflict (concept, row_id) do update set source_lsn = excluded.source_lsn, deleted_at = clock_timestamp()
            )
            insert into sync_conflict (stream, concept, row_id, field, target_value, winner, source_lsn, decided_lsn, kind)
            select '{side.Stream}', '{mapping.Concept}', g.id, '', to_jsonb(t), 'source', g._lsn, pg_current_wal_insert_lsn(), 'deleted'
            from {_gone} g join {Main} t on t.id = g.id join {Rows(mapping.Targets[0], _old, "o")} on o.id = g.id
            where not ({side.IsDeleted(Main).Replace("n.id", "g.id", StringComparison.Ordinal)}) and ({Differs()})
            """;

    private string Differs()
        => string.Join(" or ", mapping.Targets[0].Rules.Where(IsContested).Select(rule => $"{Part(rule, "t")} is distinct from {Part(rule, "o")}"));

    private static string Rows(TargetTable target, string staged, string alias)
    {
        var columns = string.Join(", ", target.Rules.Where(rule => rule.Merge != MergeKind.Backfilled).Select(rule => $"{rule.Expression} as {rule.Target}"));
        var written = target.Written is { } stamp ? $", {stamp.Source} as _written" : "";
        return $"(select {columns}{written}, s._lsn, s.id as _source, true as _there from {staged} s where {target.Where ?? "true"}) {alias}";
    }

    private static bool IsContested(ColumnRule rule) => rule.Merge == MergeKind.Changed;

    private static string Part(ColumnRule rule, string row) => string.Format(CultureInfo.InvariantCulture, rule.Compare, $"{row}.{rule.Target}");

    private static string Keys(TargetTable target) => string.Join(", ", target.Key);

    private static string On(TargetTable target, string left, string right)
        => string.Join(" and ", target.Key.Select(key => $"{left}.{key} = {right}.{key}"));
}

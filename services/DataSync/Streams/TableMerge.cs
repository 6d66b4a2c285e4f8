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
    private const string IntoClash = "insert into clash";
    private const string Released = "with released_now as";
    private const string Missing = "with missing as";

    private readonly string _new = $"new_{mapping.Source}";
    private readonly string _old = $"old_{mapping.Source}";
    private readonly string _gone = $"gone_{mapping.Source}";

    public TableMapping Mapping => mapping;

    /// <summary>A statement whose rows are clashes.</summary>
    public static bool FindsClashes(string statement) => statement.StartsWith(IntoClash, StringComparison.Ordinal);

    /// <summary>A statement whose rows are merged as if they were new.</summary>
    public static bool Releases(string statement)
        => statement.StartsWith(Released, StringComparison.Ordinal) || statement.StartsWith(Missing, StringComparison.Ordinal);

    private bool HasTargets => mapping.Targets.Count > 0;

    private string Main => mapping.Targets[0].Name;

    /// <summary>Of the staged rows those that had no former one: every rule has to be worked out for them.</summary>
    private string Fresh => $"not exists (select from {_old} former where former.id = s.id)";

    /// <summary>What has to be known before the rows are merged: refused ones put aside, rows locked, clashes found.</summary>
    public IEnumerable<string> Prepare(ChangedColumns changed)
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
                yield return mapping.QuarantineOf(_new, _old, "true");
            }

            foreach (var clash in Clashes(changed))
            {
                yield return clash;
            }

            yield break;
        }

        yield return $"insert into {_gone} select id, _lsn from {_old} o where not exists (select from {_new} n where n.id = o.id)";
        yield return $"delete from sync_quarantine q using {_gone} g where q.source_table = '{mapping.Source}' and q.source_id = g.id";
        foreach (var statement in Judge(changed))
        {
            yield return statement;
        }

        foreach (var clash in Clashes(changed))
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
    /// <param name="clashes">Whether there are any.</param>
    /// <param name="released">Whether rows have come as new that are not: out of quarantine, or because the target has lost them.</param>
    /// <param name="changed">What differs.</param>
    public IEnumerable<string> Apply(bool clashes, bool released, ChangedColumns changed)
    {
        foreach (var target in mapping.Targets.Where(target => !target.IsBackfillOnly))
        {
            foreach (var statement in Apply(target, clashes, changed, released || changed.HaveNewRows))
            {
                yield return statement;
            }
        }

        foreach (var statement in mapping.After)
        {
            yield return statement;
        }
    }

    private IEnumerable<string> Apply(TargetTable target, bool clashes, ChangedColumns changed, bool haveNewRows)
    {
        if (target.IsUpdateOnly)
        {
            yield return UpdateOnly(target, clashes);
            yield break;
        }

        var isTouched = IsTouched(target, changed);
        if (isTouched)
        {
            if (target.GoesWithItsSource)
            {
                yield return Vanish(target);
            }

            yield return Update(target, clashes, changed);
        }

        // A row of a part may be new though the listing is not.
        if (haveNewRows || isTouched)
        {
            yield return Overwrite(target);
            yield return Insert(target);
        }
    }

    /// <summary>Whether a row that was there before may have to change. A time alone is no reason, but for the table that is the row's own.</summary>
    private bool IsTouched(TargetTable target, ChangedColumns changed)
        => changed.AreReadBy(target.Where ?? "")
            || target.Rules.Any(rule => rule.Merge is MergeKind.Changed or MergeKind.Difference or MergeKind.Newest && (rule.Merge is not MergeKind.Newest || IsMain(target)) && changed.AreReadBy(rule.Expression));

    private bool IsMain(TargetTable target) => ReferenceEquals(target, mapping.Targets[0]);

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
    private IEnumerable<string> Judge(ChangedColumns changed)
    {
        if (mapping.Refusals.Count > 0)
        {
            // One that was good stays so while nothing changes that is judged.
            var judged = mapping.Refusals.Any(rule => changed.AreReadBy(rule.Condition))
                ? "true"
                : $"{Fresh} or exists (select from sync_quarantine q where q.source_table = '{mapping.Source}' and q.source_id = s.id)";
            yield return mapping.QuarantineOf(_new, _old, judged);
        }

        yield return $"""
            {Released} (
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

        // What the target has lost is made anew, with all its parts.
        yield return $"""
            {Missing} (select o.id from {_old} o join {_new} n using (id) where not exists (select from {Main} t where t.id = o.id))
            delete from {_old} o using missing where o.id = missing.id
            """;
    }

    private IEnumerable<string> Clashes(ChangedColumns changed)
        => from target in mapping.Targets
           where !target.IsBackfillOnly
           let contested = target.Rules.Where(rule => IsContested(rule) && !target.Key.Contains(rule.Target, StringComparer.Ordinal) && changed.AreReadBy(rule.Expression)).ToList()
           where contested.Count > 0
           select Clash(target, contested);

    private string Clash(TargetTable target, List<ColumnRule> contested)
    {
        var rules = target.Rules.Where(rule => target.Key.Contains(rule.Target, StringComparer.Ordinal)).Concat(contested).ToList();
        var any = string.Join("\n or ", contested.Select(rule =>
            $"({Part(rule, "n")} is distinct from {Part(rule, "o")} and {Part(rule, "t")} is distinct from {Part(rule, "o")} and {Part(rule, "t")} is distinct from {Part(rule, "n")})"));
        var values = string.Join(", ", contested.Select(rule =>
            $"('{rule.Concept}', to_jsonb({Part(rule, "o")}), to_jsonb({Part(rule, "n")}), to_jsonb({Part(rule, "t")}))"));
        var wins = target.Written is { } written
            ? $"case when n._written = {written.Target} then {side.WinsTies} else n._written > {written.Target} end"
            : side.WinsTies;
        return $"""
            {IntoClash} (concept, row_id, field, position, base, theirs, mine, wins)
            select '{mapping.Concept}', t.{target.Key[0]}, v.field, n._lsn, v.base, v.theirs, v.mine, coalesce({wins}, {side.WinsTies})
            from {Rows(target, _new, "n", rules)} join {Rows(target, _old, "o", rules)} on {On(target, "n", "o")} join {target.Name} t on {On(target, "t", "n")}
            cross join lateral (values {values}) v (field, base, theirs, mine)
            where ({any}) and v.theirs is distinct from v.base and v.mine is distinct from v.base and v.mine is distinct from v.theirs
            """;
    }

    /// <summary>Rows whose former value is known: what differs is set, and of the rules only those that read what differs.</summary>
    private string Update(TargetTable target, bool clashes, ChangedColumns changed)
    {
        var rules = target.Rules.Where(rule => target.Key.Contains(rule.Target, StringComparer.Ordinal)
            || rule.Merge is MergeKind.Fixed or MergeKind.Revision || changed.AreReadBy(rule.Expression)).ToList();
        return $"update {target.Name} t set {Set(target, rules, clashes)} from {Rows(target, _new, "n", rules)} join {Rows(target, _old, "o", rules)} on {On(target, "o", "n")}"
            + $"{Kept(target, clashes, "n")} where {On(target, "t", "n")} and ({Changes(target, rules)})";
    }

    /// <summary>Rows that come as if they were new, over what is there.</summary>
    private string Overwrite(TargetTable target)
    {
        var set = target.Rules.Where(rule => !target.Key.Contains(rule.Target, StringComparer.Ordinal)).Select(Taken).Where(assignment => assignment is not null);
        return $"update {target.Name} t set {string.Join(", ", set)} from {Rows(target, _new, "n", target.Rules)} where {On(target, "t", "n")}"
            + $" and not exists (select from {Rows(target, _old, "o", target.Rules.Where(rule => target.Key.Contains(rule.Target, StringComparer.Ordinal)))} where {On(target, "o", "n")})";
    }

    private string UpdateOnly(TargetTable target, bool clashes)
        => $"update {target.Name} t set {Set(target, target.Rules, clashes)} from "
            + $"(select {Keys(target)} from {Rows(target, _new, "n", target.Rules)} union select {Keys(target)} from {Rows(target, _old, "o", target.Rules)}) k "
            + $"left join {Rows(target, _new, "n", target.Rules)} on {On(target, "n", "k")} left join {Rows(target, _old, "o", target.Rules)} on {On(target, "o", "k")}"
            + $"{Kept(target, clashes, "k")} where {On(target, "t", "k")} and (o._there is null or {Changes(target, target.Rules)})";

    private static string Set(TargetTable target, IEnumerable<ColumnRule> rules, bool clashes)
        => string.Join(", ", rules.Where(rule => !target.Key.Contains(rule.Target, StringComparer.Ordinal)).Select(rule => Assignment(rule, clashes)).Where(assignment => assignment is not null));

    private string Kept(TargetTable target, bool clashes, string row)
        => clashes
            ? $" left join (select row_id, array_agg(field) as fields from clash where not wins and concept = '{mapping.Concept}' group by row_id) kept on kept.row_id = {row}.{target.Key[0]}"
            : "";

    private static string Changes(TargetTable target, IEnumerable<ColumnRule> rules)
        => string.Join(" or ", rules.Where(rule => rule.Merge is MergeKind.Changed or MergeKind.Difference or MergeKind.Newest && !target.Key.Contains(rule.Target, StringComparer.Ordinal))
            .Select(rule => $"n.{rule.Target} is distinct from o.{rule.Target}"));

    private static string? Taken(ColumnRule rule) => rule.Merge switch
    {
        MergeKind.Initial or MergeKind.Backfilled => null,
        MergeKind.Newest => $"{rule.Target} = greatest(t.{rule.Target}, n.{rule.Target})",
        MergeKind.Revision => $"{rule.Target} = t.{rule.Target} + 1",
        _ => $"{rule.Target} = n.{rule.Target}",
    };

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
            select {string.Join(", ", rules.Select(rule => "n." + rule.Target))} from {Rows(target, _new, "n", target.Rules)}
            where not exists (select from {target.Name} t where {On(target, "t", "n")})
            """;
    }

    private string Vanish(TargetTable target)
        => $"""
            delete from {target.Name} t using {Rows(target, _old, "o", target.Rules)}
            where {On(target, "t", "o")} and o._source in (select id from {_new})
                and not exists (select from {Rows(target, _new, "n", target.Rules)} where {On(target, "n", "o")})
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
            from {_gone} g join {Main} t on t.id = g.id join {Rows(mapping.Targets[0], _old, "o", mapping.Targets[0].Rules)} on o.id = g.id
            where not ({side.IsDeleted(Main).Replace("n.id", "g.id", StringComparison.Ordinal)}) and ({Differs()})
            """;

    private string Differs()
        => string.Join(" or ", mapping.Targets[0].Rules.Where(IsContested).Select(rule => $"{Part(rule, "t")} is distinct from {Part(rule, "o")}"));

    private static string Rows(TargetTable target, string staged, string alias, IEnumerable<ColumnRule> rules)
    {
        var columns = string.Join(", ", rules.Where(rule => rule.Merge != MergeKind.Backfilled).Select(rule => $"{rule.Expression} as {rule.Target}"));
        var written = target.Written is { } stamp ? $", {stamp.Source} as _written" : "";
        return $"(select {columns}{written}, s._lsn, s.id as _source, true as _there from {staged} s where {target.Where ?? "true"}) {alias}";
    }

    private static bool IsContested(ColumnRule rule) => rule.Merge == MergeKind.Changed;

    private static string Part(ColumnRule rule, string row) => string.Format(CultureInfo.InvariantCulture, rule.Compare, $"{row}.{rule.Target}");

    private static string Keys(TargetTable target) => string.Join(", ", target.Key);

    private static string On(TargetTable target, string left, string right)
        => string.Join(" and ", target.Key.Select(key => $"{left}.{key} = {right}.{key}"));
}

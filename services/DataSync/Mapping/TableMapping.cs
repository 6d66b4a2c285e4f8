namespace Migration.DataSync.Mapping;

/// <summary>
/// How one source table becomes rows of the target: read, staged as it is, the refused put aside, the rest inserted. All the SQL that
/// this takes is made here from the rules, so that the rules are the whole truth.
/// </summary>
internal sealed record TableMapping
{
    public required string Source { get; init; }

    /// <summary>The first column is the key.</summary>
    public required IReadOnlyList<SourceColumn> Columns { get; init; }

    public IReadOnlyList<RefusalRule> Refusals { get; init; } = [];

    public required IReadOnlyList<TargetTable> Targets { get; init; }

    /// <summary>What both ways call such a row where they speak of a conflict.</summary>
    public string Concept { get; init; } = "listing";

    /// <summary>SQL over the staged row: the listing that it belongs to.</summary>
    public string Listing { get; init; } = "s.id";

    /// <summary>SQL over a staged row <c>s</c>: a rule asks what other rows of the same table hold.</summary>
    public string NeedsOthers { get; init; } = "false";

    /// <summary>SQL over a staged row <c>s</c> that is there and still counts as deleted; none without.</summary>
    public string? Gone { get; init; }

    /// <summary>Statements for the rows of <c>gone_…</c>, which have left the source. <c>{0}</c> is that table.</summary>
    public IReadOnlyList<string> Deletes { get; init; } = [];

    /// <summary>Statements for a source table that was truncated.</summary>
    public IReadOnlyList<string> Truncates { get; init; } = [];

    /// <summary>Statements of its own after the rows are merged; <c>new_…</c> and <c>old_…</c> hold them.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The source table to whose staged rows <see cref="After"/> adds.</summary>
    public string? Feeds { get; init; }

    /// <summary>Columns of the source that no rule reads, by intention.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>An unknown column of the source stops the stream; else it stays where it is.</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>What tells the source's rows apart.</summary>
    public IReadOnlyList<string> Key { get; init; } = ["id"];

    /// <summary>What a change of the table carries: not what the source keeps elsewhere.</summary>
    public IEnumerable<SourceColumn> StreamColumns => Columns.Where(column => column.Expression is null);

    private string Staging => $"staging_{Source}";

    /// <summary>Lives as long as the connection, and is empty again after every transaction.</summary>
    public string CreateStaging()
        => $"create temporary table if not exists {Staging} ({string.Join(", ", Columns.Select(column => $"{column.Name} {column.Type}"))}) on commit delete rows";

    public string CopyIn() => $"copy {Staging} from stdin (format binary)";

    /// <param name="condition">SQL over the source row <c>t</c>, with what follows it.</param>
    public string CopyOut(string condition)
        => $"copy (select {string.Join(", ", Columns.Select(column => $"({column.Expression ?? "t." + column.Name})::{column.Type}"))} "
            + $"from {Source} t where {condition}) to stdout (format binary)";

    /// <summary>How many rows are staged, and the highest key.</summary>
    public string StagedExtent() => $"select count(*), coalesce(max({Columns[0].Name}), 0) from {Staging}";

    public string StagedNeedOthers() => $"select exists (select from {Staging} s where {NeedsOthers})";

    public string Quarantine() => QuarantineOf(Staging, null, "true");

    /// <summary>Puts the refused of the staged rows aside, with every reason, and out of staging.</summary>
    /// <param name="staged">The table of the rows.</param>
    /// <param name="former">Of the same rows as they were; they leave staging too.</param>
    /// <param name="condition">SQL over the staged row <c>s</c>: which are judged.</param>
    public string QuarantineOf(string staged, string? former, string condition)
        => $"""
            with judged as (
                select s.*, array_remove(array[{string.Join(", ", Refusals.Select(rule => $"case when {rule.Condition.Replace("{staged}", staged, StringComparison.Ordinal)} then '{rule.Reason}' end"))}]::text[], null) as reasons
                from {staged} s where {condition}
            ), refused as (
                insert into sync_quarantine (source_table, source_id, reasons, source_row)
                select '{Source}', {Columns[0].Name}, reasons, to_jsonb(judged) - 'reasons' - '_lsn' from judged where reasons <> array[]::text[]
                on conflict (source_table, source_id) do update set reasons = excluded.reasons, source_row = sync_quarantine.source_row || excluded.source_row
                returning source_id
            ){(former is null ? "" : $", base as (delete from {former} s using refused where s.{Columns[0].Name} = refused.source_id)")}
            delete from {staged} s using refused where s.{Columns[0].Name} = refused.source_id
            """;

    public string Insert(TargetTable target)
        => $"""
            insert into {target.Name} ({string.Join(", ", target.Rules.Select(rule => rule.Target))})
            select {string.Join(", ", target.Rules.Select(rule => rule.Expression))}
            from {Staging} s where {target.Where ?? "true"}
            on conflict {target.OnConflict}
            """;
}

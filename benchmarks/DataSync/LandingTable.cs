using System.Text.RegularExpressions;
using Migration.DataSync.Databases;
using Migration.DataSync.Mapping;

namespace Migration.DataSync.Benchmarks;

/// <summary>
/// What a team that relies on PostgreSQL's own subscription alone would write: a copy of c2c_listings in the microservice's database, with the key as its only
/// index, and a trigger on it that fires for the subscription too and does what a change means for listings, listing_attributes, listing_locations and the
/// outbox. The expressions are the mapping's. Of what a change has left as it was nothing is worked out or written.
/// </summary>
internal static partial class LandingTable
{
    public const string Name = "c2c_listings";

    /// <summary>In a database with the microservice's schema: filled with what the source has, and so are the microservice's tables.</summary>
    public static async Task CreateAsync(Database source, Database target)
    {
        await using (var connection = await target.Source.OpenConnectionAsync())
        {
            // The mapping's functions.
            await SyncSchema.EnsureAsync(connection, CancellationToken.None);
        }

        await (await CopyPeer.CreateAsync(source, target)).RunAsync();
        var columns = await source.ScalarAsync<string>(
            $"select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) from pg_attribute where attrelid = '{Name}'::regclass and attnum > 0 and not attisdropped");
        await target.ExecuteAsync($"create table {Name} ({columns}, primary key (id))");
        await CopyPeer.CopyAsync(source, target, $"copy {Name} to stdout (format binary)", $"copy {Name} from stdin (format binary)");
        await target.ExecuteAsync($"""
            create function land_listing() returns trigger language plpgsql as $land$
            begin
                {string.Join("\n    ", Statements().Select(Qualified))}
                return null;
            end;
            $land$;
            create trigger land_listing after insert or update or delete on {Name} for each row execute function land_listing();
            alter table {Name} enable always trigger land_listing;
            -- The index hears of it as it does from DataSync.
            alter table indexing_queue enable always trigger indexing_queue_notify;
            analyze
            """);
    }

    private static IEnumerable<string> Statements()
    {
        var targets = ListingMapping.Table.Targets.Where(target => !target.IsBackfillOnly).ToList();
        yield return "if tg_op = 'INSERT' then";
        foreach (var target in targets)
        {
            yield return Insert(target, "do nothing");
        }

        yield return "elsif tg_op = 'UPDATE' then";
        yield return Update(targets[0]);
        foreach (var target in targets.Skip(1))
        {
            yield return UpdatePart(target);
        }

        yield return "else";
        yield return "update listings t set is_deleted = true, deleted_at = clock_timestamp(), version = t.version + 1 where t.id = old.id and not t.is_deleted;";
        yield return "end if;";
        yield return Enqueue;
    }

    private static string Enqueue => """
        insert into indexing_queue (listing_id, operation, version)
        select l.id, case when l.is_deleted then 'delete' else 'index' end, l.version from listings l where l.id = coalesce(new.id, old.id)
        on conflict (listing_id) do update set operation = excluded.operation, version = excluded.version, status = 'pending',
            revision = indexing_queue.revision + 1, retry_count = 0, error_message = null, available_at = now(), updated_at = now()
        where excluded.operation = 'delete' or indexing_queue.operation <> excluded.operation or indexing_queue.status <> 'pending'
            or indexing_queue.retry_count > 0 or indexing_queue.available_at > now();
        """;

    private static string Insert(TargetTable target, string onConflict)
    {
        var rules = Streamed(target).ToList();
        return $"insert into {target.Name} ({string.Join(", ", rules.Select(rule => rule.Target))}) "
            + $"select {string.Join(", ", rules.Select(rule => Of(rule.Expression)))} where {Of(target.Where ?? "true")} on conflict ({string.Join(", ", target.Key)}) {onConflict};";
    }

    private static string Update(TargetTable target)
        => $"update {target.Name} t set {string.Join(", ", Streamed(target).Select(Assignment).OfType<string>())} where t.id = new.id;";

    private static string UpdatePart(TargetTable target)
    {
        var key = string.Join(" and ", target.Key.Select(key => $"t.{key} = {Of(Streamed(target).Single(rule => string.Equals(rule.Target, key, StringComparison.Ordinal)).Expression)}"));
        var set = string.Join(", ", Streamed(target).Where(rule => rule.Merge is MergeKind.Changed or MergeKind.Newest && !target.Key.Contains(rule.Target, StringComparer.Ordinal))
            .Select(rule => $"{rule.Target} = {(rule.Merge is MergeKind.Newest ? $"greatest({target.Name}.{rule.Target}, excluded.{rule.Target})" : "excluded." + rule.Target)}"));
        var read = Streamed(target).Where(rule => rule.Merge is MergeKind.Changed).Select(rule => rule.Expression);
        var vanish = target.GoesWithItsSource ? $"delete from {target.Name} t where {key} and not ({Of(target.Where!)});" : "";
        return $"if {Differs(string.Join(' ', read))} then {vanish} {Insert(target, $"do update set {set}")} end if;";
    }

    private static string? Assignment(ColumnRule rule) => rule.Merge switch
    {
        MergeKind.Initial => null,
        MergeKind.Difference => $"{rule.Target} = greatest(t.{rule.Target} + new.{rule.Target} - old.{rule.Target}, 0)",
        MergeKind.Newest => $"{rule.Target} = greatest(t.{rule.Target}, {Of(rule.Expression)})",
        MergeKind.Revision => $"{rule.Target} = t.{rule.Target} + 1",
        MergeKind.Fixed => $"{rule.Target} = {rule.Expression}",
        _ when rule.Target is "id" => null,
        _ when PlainColumn().IsMatch(rule.Expression) => $"{rule.Target} = {Of(rule.Expression)}",
        _ => $"{rule.Target} = case when {Differs(rule.Expression)} then {Of(rule.Expression)} else t.{rule.Target} end",
    };

    /// <summary>Whether a column that the expression reads has changed.</summary>
    private static string Differs(string expression)
        => string.Join(" or ", StagedColumn().Matches(expression).Select(match => match.Groups["column"].Value).Where(column => column is not "id").Distinct(StringComparer.Ordinal)
            .Select(column => $"new.{column} is distinct from old.{column}"));

    private static IEnumerable<ColumnRule> Streamed(TargetTable target) => target.Rules.Where(rule => rule.Merge is not MergeKind.Backfilled);

    private static string Of(string expression) => StagedColumn().Replace(expression, "new.${column}");

    /// <summary>A subscription's worker looks for nothing by its bare name.</summary>
    private static string Qualified(string statement) => Named().Replace(statement, "${before}public.${name}");

    [GeneratedRegex(@"(?<before>\b(insert into|update|from) )(?<name>(listings|listing_attributes|listing_locations|indexing_queue)\b)|(?<before>)(?<name>\b(listing_slug|sync_listing_uuid|sync_timestamp)\()", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"\bs\.(?<column>[a-z_0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex StagedColumn();

    [GeneratedRegex(@"^s\.[a-z_0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainColumn();
}

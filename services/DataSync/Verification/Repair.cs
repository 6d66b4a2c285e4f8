using System.Data;
using System.Globalization;
using System.Text.Json;
using Migration.DataSync.Databases;
using Migration.DataSync.Streams;
using Npgsql;

namespace Migration.DataSync.Verification;

/// <summary>Statements that bring a listing to what it is on the side that has made it. Each may run again, and then changes nothing.</summary>
internal static class Repair
{
    private const string Bump = "version = listings.version + 1";
    private const string Requeue = "on conflict (listing_id) do update set operation = excluded.operation, version = excluded.version, status = 'pending', "
        + "revision = indexing_queue.revision + 1, retry_count = 0, available_at = now()";

    /// <param name="id">The listing.</param>
    /// <param name="verdict">DRIFT or UNRESOLVED.</param>
    /// <param name="monolith">As it is there, null without.</param>
    /// <param name="microservice">As it is there, null without.</param>
    /// <param name="wasDeleted">The side that has made it, or the one that it was sent to, knows that it was deleted.</param>
    public static Finding Plan(long id, string verdict, string? monolith, string? microservice, bool wasDeleted)
    {
        var fields = monolith is null || microservice is null ? [] : RowDifference.Of(monolith, microservice);
        var what = monolith is null ? "missing_in_monolith" : microservice is null ? "missing_in_microservice" : "differs";
        var isOwn = id >= DatabasePair.FirstServiceId;
        return (monolith, microservice) switch
        {
            // What the microservice has made is right there.
            (_, not null) when isOwn && !wasDeleted => new Finding(id, verdict, what, fields, MonolithRepair.Write(id, microservice!)) { Database = DatabasePair.SourceName },
            (not null, null) when isOwn && wasDeleted => new Finding(id, verdict, what, fields, [MonolithRepair.Delete(id)]) { Database = DatabasePair.SourceName },
            (null, _) => new Finding(id, verdict, what, fields, [Delete(id), Enqueue(id)]),
            _ => new Finding(id, verdict, what, fields, [.. Write(id, monolith!), Enqueue(id)]),
        };
    }

    /// <summary>
    /// For a document that is not what the database says: the listing's version grows past both, so that the index takes it. One that no listing is
    /// left of is deleted.
    /// </summary>
    public static IReadOnlyList<string> Reindex(long id, long version)
        =>
        [
            string.Create(CultureInfo.InvariantCulture, $"update listings set version = greatest(version, {version + 1}) where id = {id}"),
            string.Create(CultureInfo.InvariantCulture, $"insert into indexing_queue (listing_id, operation, version) select {id}, 'delete', {version + 1} where not exists (select from listings where id = {id}) ")
                + Requeue,
            Enqueue(id),
        ];

    /// <summary>All of a database in one transaction, in which triggers leave times and versions alone, and which is not sent to the other.</summary>
    public static async Task<int> ApplyAsync(DatabasePair databases, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
        => await ApplyAsync(databases.Source, [.. findings.Where(finding => finding.Database is DatabasePair.SourceName)], cancellationToken)
            + await ApplyAsync(databases.Target, [.. findings.Where(finding => finding.Database is not DatabasePair.SourceName)], cancellationToken);

    private static async Task<int> ApplyAsync(NpgsqlDataSource database, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        const string Origin = StreamDefinition.OriginPrefix + "repair";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await SyncSchema.EnsureOriginAsync(connection, Origin, cancellationToken);
        await SyncSchema.ExecuteAsync(connection, $"select pg_replication_origin_session_setup('{Origin}')", cancellationToken);
        try
        {
            return await ApplyAsync(connection, findings, cancellationToken);
        }
        finally
        {
            // A broken connection has lost the name already.
            if (connection.State == ConnectionState.Open)
            {
                await SyncSchema.ExecuteAsync(connection, "select pg_replication_origin_session_reset()", CancellationToken.None);
            }
        }
    }

    private static async Task<int> ApplyAsync(NpgsqlConnection connection, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("set local migration.applying = 'on'"));
        foreach (var statement in findings.Where(finding => finding.Verdict is "DRIFT").SelectMany(finding => finding.Repair))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return findings.Count(finding => finding.Verdict is "DRIFT");
    }

    private static List<string> Write(long id, string monolith)
    {
        using var document = JsonDocument.Parse(monolith);
        var row = document.RootElement;
        var columns = string.Join(", ", CanonicalListing.Columns);
        var set = string.Join(", ", CanonicalListing.Columns.Skip(1).Select(column => $"{column} = excluded.{column}"));
        var same = string.Join(", ", CanonicalListing.Columns.Skip(1).Select(column => $"listings.{column}"));
        var wanted = string.Join(", ", CanonicalListing.Columns.Skip(1).Select(column => $"excluded.{column}"));
        List<string> statements =
        [
            $"insert into listings ({columns}) select {columns} from jsonb_populate_record(null::listings, {Sql.Text(monolith)}) "
                + $"on conflict (id) do update set {set}, is_deleted = false, deleted_at = null, {Bump} where listings.is_deleted or ({same}) is distinct from ({wanted})",
        ];
        statements.AddRange(CanonicalListing.Attributes.Select(key => row.GetProperty(key) is { ValueKind: JsonValueKind.String } value
            ? string.Create(CultureInfo.InvariantCulture, $"insert into listing_attributes (listing_id, attribute_key, attribute_value) values ({id}, '{key}', {Sql.Text(value.GetString()!)}) ")
                + "on conflict (listing_id, attribute_key) do update set attribute_value = excluded.attribute_value"
            : string.Create(CultureInfo.InvariantCulture, $"delete from listing_attributes where listing_id = {id} and attribute_key = '{key}'")));
        var location = string.Join(", ", CanonicalListing.Location);
        statements.Add(
            string.Create(CultureInfo.InvariantCulture, $"insert into listing_locations (listing_id, {location}) select {id}, {location} from jsonb_populate_record(null::listing_locations, {Sql.Text(monolith)}) ")
            + $"on conflict (listing_id) do update set {string.Join(", ", CanonicalListing.Location.Select(column => $"{column} = excluded.{column}"))}");
        statements.AddRange(Images(id, row.GetProperty("images")));
        return statements;
    }

    private static IEnumerable<string> Images(long id, JsonElement images)
    {
        var json = Sql.Text(images.ValueKind is JsonValueKind.Array ? images.GetRawText() : "[]");
        var columns = string.Join(", ", CanonicalListing.Image);
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"delete from listing_images where listing_id = {id} and id not in (select id from jsonb_populate_recordset(null::listing_images, {json}))");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"insert into listing_images (listing_id, {columns}) select {id}, {columns} from jsonb_populate_recordset(null::listing_images, {json}) ")
            + $"on conflict (id) do update set listing_id = excluded.listing_id, {string.Join(", ", CanonicalListing.Image.Skip(1).Select(column => $"{column} = excluded.{column}"))}";
    }

    private static string Delete(long id)
        => string.Create(CultureInfo.InvariantCulture, $"update listings set is_deleted = true, deleted_at = clock_timestamp(), {Bump} where id = {id} and not is_deleted");

    private static string Enqueue(long id)
        => string.Create(CultureInfo.InvariantCulture, $"insert into indexing_queue (listing_id, operation, version) select id, case when is_deleted then 'delete' else 'index' end, version from listings where id = {id} ")
            + Requeue;
}

using System.Globalization;
using System.Text.Json;
using Migration.DataSync.Mapping;
using Migration.DataSync.Mapping.Back;

namespace Migration.DataSync.Verification;

/// <summary>
/// Statements for svetubd that bring a listing which the microservice made to what it comes to there, by the rules of the way back. Each may run
/// again, and then changes nothing.
/// </summary>
internal static class MonolithRepair
{
    public static IReadOnlyList<string> Write(long id, string microservice)
    {
        using var document = JsonDocument.Parse(microservice);
        var images = document.RootElement.GetProperty("images");
        return
        [
            Upsert(ListingBackMapping.Table, $"jsonb_to_record({Sql.Text(microservice)})"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"update c2c_listings t set condition = s.condition, external_id = s.external_id, show_on_map = coalesce(s.show_on_map <> 'false', true), ")
                + $"address_country = s.country, address_city = s.city, location = s.address_line1, latitude = s.latitude, longitude = s.longitude "
                + $"from jsonb_to_record({Sql.Text(microservice)}) s (condition text, external_id text, show_on_map text, country text, city text, address_line1 text, latitude numeric, longitude numeric) "
                + string.Create(CultureInfo.InvariantCulture, $"where t.id = {id}"),
            .. Images(id, images.ValueKind is JsonValueKind.Array ? images.GetRawText() : "[]"),
        ];
    }

    public static string Delete(long id) => string.Create(CultureInfo.InvariantCulture, $"delete from c2c_listings where id = {id}");

    private static IEnumerable<string> Images(long id, string images)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"delete from c2c_images where listing_id = {id} and id not in (select id from jsonb_to_recordset({Sql.Text(images)}) s (id bigint))");
        yield return Upsert(
            ImageBackMapping.Table,
            string.Create(CultureInfo.InvariantCulture, $"(select i || '{{\"listing_id\": {id}}}' as image from jsonb_array_elements({Sql.Text(images)}) i) e cross join jsonb_to_record(e.image)"));
    }

    private static string Upsert(TableMapping mapping, string rows)
    {
        var target = mapping.Targets[0];
        var kept = target.Rules.Where(rule => rule.Merge is not MergeKind.Initial && !target.Key.Contains(rule.Target, StringComparer.Ordinal)).Select(rule => rule.Target);
        return $"insert into {target.Name} ({string.Join(", ", target.Rules.Select(rule => rule.Target))}) "
            + $"select {string.Join(", ", target.Rules.Select(rule => rule.Expression))} from {rows} s ({string.Join(", ", mapping.Columns.Select(column => $"{column.Name} {column.Type}"))}) "
            + $"on conflict (id) do update set {string.Join(", ", kept.Select(column => $"{column} = excluded.{column}"))}";
    }
}

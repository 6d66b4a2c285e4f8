using System.Globalization;
using System.Net.Http.Json;

namespace Migration.DataConsistency.Suite;

/// <summary>Damages the microservice's data in eight ways, past every trigger and past DataSync: only rows that were made for it.</summary>
internal static class SeededDrift
{
    /// <summary>The listings that have to be made for it.</summary>
    public const int Listings = 7;

    /// <summary>Damages these listings of the monolith, which nobody else may use; returns what the verifier has to find: the listing and what is wrong with it.</summary>
    public static async Task<IReadOnlyList<string>> SeedAsync(Database monolith, Database microservice, HttpClient search, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var withImages = ids[1];
        var extra = await monolith.ScalarAsync<long>("select nextval('global_product_id_seq')", cancellationToken);
        var images = string.Join(", ", Enumerable.Range(1, 3).Select(n => $"({withImages}, 'drift/{n}.png', '{n}.png', {n}, 'image/png', {n})"));

        // Past the triggers, and marked as written by DataSync, so that the way back does not carry it.
        const string Quietly = "select pg_replication_origin_session_setup('datasync_drift'); begin; set local session_replication_role = replica; ";
        await microservice.ExecuteAsync("select pg_replication_origin_create('datasync_drift') where pg_replication_origin_oid('datasync_drift') is null", cancellationToken);
        // What is made and deleted at once never comes to the other side, and could not be resurrected there.
        await SettledAsync(monolith, microservice, cancellationToken);
        await monolith.ExecuteAsync($"update c2c_listings set description = null where id = {ids[4]}; update c2c_listings set title = title || ' ' where id = {ids[3]}; "
            + $"insert into c2c_images (listing_id, file_path, file_name, file_size, content_type, display_order) values {images}; delete from c2c_listings where id = {ids[6]}", cancellationToken);
        await SettledAsync(monolith, microservice, cancellationToken);

        await microservice.ExecuteAsync(
            $"""
            {Quietly}
            delete from listings where id = {ids[0]}; delete from listing_images where listing_id = {ids[0]}; delete from listing_attributes where listing_id = {ids[0]};
            delete from listing_locations where listing_id = {ids[0]};
            insert into listings (id, user_id, title, price, category_id, slug) select {extra}, 1, 'Nobody knows it', 1, min(id), 'x-{extra}' from c2c_categories;
            update listings set price = price / 10 where id = {ids[2]};
            update listings set title = rtrim(title) where id = {ids[3]};
            update listings set description = '' where id = {ids[4]};
            update listing_images set display_order = 2000 - display_order where listing_id = {withImages};
            update listings set is_deleted = false where id = {ids[6]};
            commit; select pg_replication_origin_session_reset()
            """,
            cancellationToken);
        var document = new { doc = new { title = "A title that nobody wrote" } };
        using var stale = await search.PostAsJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/listings/_update/{ids[5]}?refresh=true"), document, cancellationToken);
        stale.EnsureSuccessStatusCode();
        return [.. Expected(ids, extra)];
    }

    private static IEnumerable<string> Expected(IReadOnlyList<long> ids, long extra)
    {
        yield return $"{ids[0]} missing_in_microservice";
        yield return $"{extra} missing_in_monolith";
        foreach (var id in new[] { ids[1], ids[2], ids[3], ids[4] })
        {
            yield return $"{id} differs";
        }

        yield return $"{ids[5]} stale_in_index";
        yield return $"{ids[6]} missing_in_monolith";
    }

    private static async Task SettledAsync(Database monolith, Database microservice, CancellationToken cancellationToken)
    {
        var position = await monolith.ScalarAsync<NpgsqlTypes.NpgsqlLogSequenceNumber>("select pg_logical_emit_message(true, 'datasync', 'test')", cancellationToken);
        await TestSupport.Eventually.SatisfiesAsync(
            token => microservice.ScalarAsync<bool>($"select applied_lsn >= '{position}' from sync_stream where stream = 'forward'", token),
            reached => reached, "the changes made for the test arrive", cancellationToken: cancellationToken);
        await TestSupport.Eventually.SatisfiesAsync(
            token => microservice.ScalarAsync<bool>("select not exists (select from indexing_queue where status <> 'failed')", token),
            drained => drained, "the index has them too", cancellationToken: cancellationToken);
    }
}

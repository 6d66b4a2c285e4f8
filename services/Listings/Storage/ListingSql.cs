namespace Migration.Listings.Storage;

/// <summary>
/// What a listing is read as: its row, and in the same statement, so from the same snapshot, its images, attributes, tags, location
/// and translations, each as a JSON array (or null where there is none). The order is <see cref="ListingReader"/>'s.
/// </summary>
internal static class ListingSql
{
    public const string Columns = """
        l.id, l.uuid, l.user_id, l.storefront_id, l.title, l.description, l.price, l.currency, l.category_id, l.status, l.visibility,
        l.quantity, l.sku, l.views_count, l.favorites_count, l.created_at, l.updated_at, l.published_at, l.deleted_at, l.is_deleted,
        l.original_language,
        (select json_agg(json_build_array(i.id, i.url, i.storage_path, i.thumbnail_url, i.display_order, i.is_primary, i.width,
                    i.height, i.file_size, i.mime_type,
                    to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    to_char(i.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                order by i.is_primary desc, i.display_order, i.id)
            from listing_images i where i.listing_id = l.id),
        (select json_agg(json_build_array(a.id, a.attribute_key, a.attribute_value,
                    to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by a.attribute_key)
            from listing_attributes a where a.listing_id = l.id),
        (select array_agg(t.tag::text order by t.tag) from listing_tags t where t.listing_id = l.id),
        (select json_build_array(o.id, o.country, o.city, o.postal_code, o.address_line1, o.address_line2, o.latitude, o.longitude,
                    to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    to_char(o.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
            from listing_locations o where o.listing_id = l.id),
        case when '{}' <> any (array[l.title_translations, l.description_translations, l.location_translations, l.city_translations,
                                     l.country_translations])
            then json_build_array(l.title_translations, l.description_translations, l.location_translations, l.city_translations,
                                  l.country_translations) end
        """;

    public const string Get = $"select {Columns}, l.version from listings l where l.id = $1 and not l.is_deleted";

    /// <summary>What a search may show of these ids, in their order.</summary>
    public const string Found = $"""
        select {Columns} from unnest($1::bigint[]) with ordinality wanted (id, place) join listings l on l.id = wanted.id
        where not l.is_deleted and l.status = 'active' and l.visibility = 'public' order by wanted.place
        """;

    /// <summary>Deleted ones too: the index has to be told of them. The last two columns are the index's own.</summary>
    public const string ForIndex = $"select {Columns}, l.version, l.source_type from listings l where l.id = any ($1)";

    /// <summary>The listing and its place in the indexing queue: one statement, so one transaction and one round trip.</summary>
    public const string Create = $"""
        with l as (
            insert into listings (user_id, storefront_id, title, description, price, currency, category_id, quantity, sku,
                source_type, original_language, title_translations, description_translations, location_translations,
                city_translations, country_translations)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $2::bigint is null then 'c2c' else 'b2c' end, $10,
                $11::jsonb, $12::jsonb, $13::jsonb, $14::jsonb, $15::jsonb)
            returning *
        ), queued as ({QueueSql.Enqueue})
        select {Columns}, l.version from l
        """;
}

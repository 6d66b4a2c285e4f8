using System.Globalization;
using Migration.DataSync.Databases;

namespace Migration.DataSync.Mapping;

/// <summary>
/// c2c_listings → listings, listing_attributes, listing_locations. What svetubd has no column for is in metadata.migration
/// (uuid, currency, visibility, quantity, sku, published_at); a listing without it has the marketplace's own RSD, public and 1. What the
/// target must have and the source does not give is a reason for quarantine, never a default.
/// </summary>
internal static class ListingMapping
{
    private const string Uuid = "s.metadata #>> '{migration,uuid}'";
    private const string Currency = "coalesce(s.metadata #>> '{migration,currency}', 'RSD')";
    private const string Visibility = "coalesce(s.metadata #>> '{migration,visibility}', 'public')";
    private const string Quantity = "coalesce(s.metadata #>> '{migration,quantity}', '1')";
    private const string Sku = "s.metadata #>> '{migration,sku}'";
    private const string PublishedAt = "s.metadata #>> '{migration,published_at}'";

    /// <summary>A listing that is not public is not 'active' in svetubd; what it is lies in the metadata.</summary>
    private const string Status = "case when s.status = 'inactive' and s.metadata #>> '{migration,status}' = 'active' then 'active' else s.status end";
    private const string IsThere = "exists (select from listings l where l.id = s.id)";
    private const string UuidPattern = "'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'";

    /// <summary>Of {"sr": "…", "en": "…", "ru": "…"} what is a text in one of the three languages.</summary>
    private const string LocationTranslations = """
        coalesce((select jsonb_object_agg(t.key, t.value)
            from jsonb_each(case jsonb_typeof(s.address_multilingual) when 'object' then s.address_multilingual else '{}' end) t
            where t.key in ('sr', 'en', 'ru') and jsonb_typeof(t.value) = 'string'), '{}')
        """;

    private static readonly string FirstServiceId = DatabasePair.FirstServiceId.ToString(CultureInfo.InvariantCulture);

    public static readonly TableMapping Table = new()
    {
        Source = "c2c_listings",
        NeedsOthers = $"{Uuid} is not null",
        Columns =
        [
            new("id", "bigint"),
            new("user_id", "bigint"),
            new("category_id", "bigint"),
            new("title", "text"),
            new("description", "text"),
            new("price", "numeric"),
            new("condition", "text"),
            new("status", "text"),
            new("location", "text"),
            new("latitude", "numeric"),
            new("longitude", "numeric"),
            new("address_city", "text"),
            new("address_country", "text"),
            new("views_count", "integer"),
            new("show_on_map", "boolean"),
            new("original_language", "text"),
            new("created_at", "timestamp"),
            new("updated_at", "timestamp"),
            new("storefront_id", "bigint"),
            new("external_id", "text"),
            new("metadata", "jsonb"),
            new("address_multilingual", "jsonb"),
            new("favorites_count", "integer", "select count(*) from c2c_favorites f where f.listing_id = t.id"),
        ],
        Refusals =
        [
            new("id_reserved", $"s.id >= {FirstServiceId} and not exists (select from listings l where l.id = s.id)"),
            new("user_missing", "s.user_id is null"),
            new("user_invalid", "s.user_id <= 0"),
            new("category_missing", "s.category_id is null"),
            new("category_unknown", "s.category_id is not null and not exists (select from c2c_categories c where c.id = s.category_id)"),
            new("title_too_short", "length(btrim(s.title)) < 3"),
            new("price_missing", "s.price is null"),
            new("price_not_positive", "s.price <= 0"),
            new("status_missing", "s.status is null"),
            new("status_unknown", "s.status not in ('draft', 'active', 'inactive', 'sold', 'archived')"),
            new("language_missing", "s.original_language is null"),
            new("language_unknown", "s.original_language not in ('sr', 'en', 'ru')"),
            new("storefront_invalid", "s.storefront_id <= 0"),
            new("currency_invalid", $"{Currency} !~ '^[A-Z]{{3}}$'"),
            new("visibility_unknown", $"{Visibility} not in ('public', 'private', 'unlisted')"),
            new("quantity_invalid", $"{Quantity} !~ '^\\d{{1,10}}$' or case when {Quantity} ~ '^\\d{{1,10}}$' then ({Quantity})::bigint > 2147483647 end"),
            new("sku_too_long", $"length({Sku}) > 100"),
            new("published_at_invalid", $"{PublishedAt} is not null and sync_timestamp({PublishedAt}) is null"),
            new("uuid_invalid", $"lower({Uuid}) !~ {UuidPattern}"),
            new("uuid_taken", $$"""
                case when lower({{Uuid}}) ~ {{UuidPattern}} then exists (select from listings l where l.uuid = ({{Uuid}})::uuid and l.id <> s.id)
                    or (not {{IsThere}} and (lower({{Uuid}}), s.id) not in (select lower({{Uuid}}), min(s.id) from {staged} s where {{Uuid}} is not null and not {{IsThere}} group by 1)) end
                """),
        ],
        Targets =
        [
            new("listings",
            [
                new("id", "s.id"),
                new("uuid", $"coalesce(({Uuid})::uuid, sync_listing_uuid(s.id))"),
                new("user_id", "s.user_id"),
                new("storefront_id", "s.storefront_id"),
                new("title", "s.title"),
                new("description", "s.description"),
                new("price", "s.price"),
                new("currency", Currency),
                new("category_id", "s.category_id"),
                new("status", Status),
                new("visibility", Visibility),
                new("quantity", $"({Quantity})::integer"),
                new("sku", Sku),
                new("source_type", "case when s.storefront_id is null then 'c2c' else 'b2c' end"),
                new("attributes", "case jsonb_typeof(s.metadata) when 'object' then s.metadata - 'migration' else '{}' end"),
                new("slug", "listing_slug(s.title, s.id)"),
                new("views_count", "s.views_count") { Merge = MergeKind.Difference },
                new("favorites_count", "s.favorites_count") { Merge = MergeKind.Backfilled },
                new("original_language", "s.original_language"),
                new("location_translations", LocationTranslations),
                new("created_at", "s.created_at at time zone 'UTC'"),
                new("updated_at", "s.updated_at at time zone 'UTC'") { Merge = MergeKind.Newest },
                new("published_at", $"sync_timestamp({PublishedAt})"),
                new("version", "1") { Merge = MergeKind.Revision },
                new("is_deleted", "false") { Merge = MergeKind.Fixed },
                new("deleted_at", "null::timestamptz") { Merge = MergeKind.Fixed },
            ])
            {
                Written = ("s.updated_at at time zone 'UTC'", "t.updated_at"),
            },
            Attribute("condition", "s.condition"),
            Attribute("external_id", "s.external_id"),
            Attribute("show_on_map", "case when not s.show_on_map then 'false' end"),
            new("listing_locations",
            [
                new("listing_id", "s.id"),
                new("country", "s.address_country"),
                new("city", "s.address_city"),
                new("address_line1", "s.location"),
                new("latitude", "s.latitude"),
                new("longitude", "s.longitude"),
                new("created_at", "s.created_at at time zone 'UTC'") { Merge = MergeKind.Initial },
                new("updated_at", "s.updated_at at time zone 'UTC'") { Merge = MergeKind.Newest },
            ],
            Where: "num_nonnulls(s.address_country, s.address_city, s.location, s.latitude, s.longitude) > 0")
            {
                Key = ["listing_id"],
                Written = ("s.updated_at at time zone 'UTC'", "t.updated_at"),
            },
            new("indexing_queue",
            [
                new("listing_id", "s.id"),
                new("operation", "'index'"),
                new("version", "1"),
            ])
            {
                IsBackfillOnly = true,
            },
        ],
        Feeds = "c2c_images",
        After =
        [
            // Leaving quarantine it has the favourites counted meanwhile, and takes its images along.
            """
            update listings l set favorites_count = coalesce((r.source_row ->> 'favorites_count')::integer, 0)
            from released r where r.source_table = 'c2c_listings' and r.id = l.id
            """,
            """
            insert into new_c2c_images
            select p.* from released r
            join sync_quarantine q on q.source_table = 'c2c_images' and (q.source_row ->> 'listing_id')::bigint = r.id
            cross join lateral jsonb_populate_record(null::new_c2c_images, q.source_row) p
            where r.source_table = 'c2c_listings' and not exists (select from new_c2c_images n where n.id = q.source_id)
                and not exists (select from old_c2c_images o where o.id = q.source_id)
            """,
        ],
        Deletes =
        [
            // A soft delete: the row stays, with its parts, and the index is told.
            """
            update listings l set is_deleted = true, deleted_at = clock_timestamp(), version = l.version + 1
            from {0} g where l.id = g.id and not l.is_deleted
            """,
        ],
        Truncates =
        [
            "update listings set is_deleted = true, deleted_at = clock_timestamp(), version = version + 1 where not is_deleted",
            "delete from sync_quarantine where source_table = 'c2c_listings'",
            """
            insert into indexing_queue (listing_id, operation, version) select id, 'delete', version from listings where is_deleted
            on conflict (listing_id) do update set operation = excluded.operation, version = excluded.version, status = 'pending',
                revision = indexing_queue.revision + 1, retry_count = 0, available_at = now()
            """,
        ],
        Ignored = ["needs_reindex"],
    };

    /// <summary>What the target has no column for becomes an attribute.</summary>
    private static TargetTable Attribute(string key, string value) => new("listing_attributes",
    [
        new("listing_id", "s.id"),
        new("attribute_key", $"'{key}'"),
        new("attribute_value", value) { Concept = key },
        new("created_at", "s.created_at at time zone 'UTC'") { Merge = MergeKind.Initial },
    ],
    Where: $"({value}) is not null")
    {
        Key = ["listing_id", "attribute_key"],
        GoesWithItsSource = true,
    };
}

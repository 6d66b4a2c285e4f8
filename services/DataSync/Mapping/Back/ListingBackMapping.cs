namespace Migration.DataSync.Mapping.Back;

/// <summary>
/// listings → c2c_listings. What svetubd has no column for goes into metadata.migration, where the monolith keeps it untouched and the way
/// forward finds it again. A listing that is not public is not 'active' there, for the monolith would show it.
/// </summary>
internal static class ListingBackMapping
{
    private const string Hidden = "s.status = 'active' and s.visibility <> 'public'";

    private const string Metadata = $$"""
        s.attributes || jsonb_build_object('migration', jsonb_strip_nulls(jsonb_build_object(
            'uuid', s.uuid, 'currency', s.currency, 'visibility', s.visibility, 'quantity', s.quantity, 'sku', s.sku,
            'published_at', to_char(s.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'status', case when {{Hidden}} then s.status end)))
        """;

    /// <summary>Metadata that is an object; the monolith also has others, and none.</summary>
    private const string Object = "coalesce(case jsonb_typeof({0}) when 'object' then {0} end, '{{}}')";

    public static readonly TableMapping Table = new()
    {
        Source = "listings",
        IsStrict = false,
        Columns =
        [
            new("id", "bigint"),
            new("uuid", "uuid"),
            new("user_id", "bigint"),
            new("storefront_id", "bigint"),
            new("title", "text"),
            new("description", "text"),
            new("price", "numeric"),
            new("currency", "text"),
            new("category_id", "bigint"),
            new("status", "text"),
            new("visibility", "text"),
            new("quantity", "integer"),
            new("sku", "text"),
            new("attributes", "jsonb"),
            new("views_count", "integer"),
            new("original_language", "text"),
            new("location_translations", "jsonb"),
            new("created_at", "timestamptz"),
            new("updated_at", "timestamptz"),
            new("published_at", "timestamptz"),
            new("is_deleted", "boolean"),
        ],
        Gone = "s.is_deleted",
        Refusals =
        [
            new("id_too_large", "s.id > 2147483647"),
            new("user_too_large", "s.user_id > 2147483647"),
            new("storefront_too_large", "s.storefront_id > 2147483647"),
            new("price_too_large", "s.price > 9999999999.99"),
            new("category_unknown", "not exists (select from c2c_categories c where c.id = s.category_id)"),
        ],
        Targets =
        [
            new("c2c_listings",
            [
                new("id", "s.id::integer"),
                new("user_id", "s.user_id::integer"),
                new("category_id", "s.category_id::integer"),
                new("title", "s.title"),
                new("description", "s.description"),
                new("price", "s.price"),
                new("status", $"case when {Hidden} then 'inactive' else s.status end"),
                new("original_language", "s.original_language"),
                new("storefront_id", "s.storefront_id::integer"),
                new("created_at", "s.created_at at time zone 'UTC'"),
                new("updated_at", "s.updated_at at time zone 'UTC'") { Merge = MergeKind.Newest },
                new("views_count", "s.views_count") { Merge = MergeKind.Difference },
                new("address_multilingual", "case when s.location_translations <> '{}' then s.location_translations end") { Concept = "location_translations" },
                new("metadata", Metadata)
                {
                    Concept = "attributes",
                    Compare = $"({Object} - 'migration')",
                    Otherwise = "case when {1} -> 'migration' is distinct from {2} -> 'migration' "
                        + $"then jsonb_set({Object}, '{{{{migration}}}}', {{1}} -> 'migration') else {{0}} end",
                },
                new("needs_reindex", "true") { Merge = MergeKind.Fixed },
            ])
            {
                Written = ("s.updated_at at time zone 'UTC'", "t.updated_at"),
            },
        ],
        Deletes = ["delete from c2c_listings l using {0} g where l.id = g.id"],
    };
}

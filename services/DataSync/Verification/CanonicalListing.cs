using Migration.DataSync.Mapping;

namespace Migration.DataSync.Verification;

/// <summary>
/// A listing with its parts as one row with the same columns from either database: from svetubd by the mapping's own rules, from listings as it is. No
/// value is cast to less than it is; times are compared to the microsecond; an absent row of a part is the same as one without values.
/// </summary>
internal static class CanonicalListing
{
    /// <summary>Of the listing's own row. What the one side derives (slug) or counts alone (version, favourites) is not compared.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "id", "uuid", "user_id", "storefront_id", "title", "description", "price", "currency", "category_id", "status", "visibility", "quantity",
        "sku", "source_type", "attributes", "views_count", "original_language", "location_translations", "created_at", "updated_at", "published_at",
    ];

    public static readonly IReadOnlyList<string> Attributes = ["condition", "external_id", "show_on_map"];

    public static readonly IReadOnlyList<string> Location = ["country", "city", "address_line1", "latitude", "longitude"];

    public static readonly IReadOnlyList<string> Image = ["id", "url", "storage_path", "display_order", "is_primary", "file_size", "mime_type", "created_at"];

    /// <summary>Rows of svetubd whose id satisfies the condition over <c>s.id</c>.</summary>
    public static string OfMonolith(string condition)
    {
        var listing = Rules(ListingMapping.Table.Targets[0]);
        var location = Rules(ListingMapping.Table.Targets.Single(target => string.Equals(target.Name, "listing_locations", StringComparison.Ordinal)));
        var attributes = ListingMapping.Table.Targets.Where(target => target.GoesWithItsSource)
            .Select(target => target.Rules.Single(rule => rule.Target is "attribute_value"))
            .ToDictionary(rule => rule.Concept, rule => rule.Expression, StringComparer.Ordinal);
        var image = Rules(ImageMapping.Table.Targets[0]);
        return $"""
            select {Select(Columns, listing)}, {Select(Attributes, attributes)}, {Select(Location, location)},
                (select json_agg(row_to_json(i) order by i.id) from (select {Select(Image, image)} from c2c_images s where s.listing_id = l.id and s.id <> all ($2)) i) as images
            from c2c_listings l cross join lateral (select l.*) s where ({condition}) and s.id <> all ($1)
            """;
    }

    /// <summary>Rows of listings whose id satisfies the condition over <c>s.id</c>.</summary>
    public static string OfMicroservice(string condition)
    {
        // Said of both tables: the planner does not conclude it of the second from the join, and would read all of it for every range.
        var ofLocation = condition.Replace("s.id", "p.listing_id", StringComparison.Ordinal);
        string Attribute(string key) => $"(select nullif(a.attribute_value, {(key is "show_on_map" ? "'true'" : "null")}) from listing_attributes a where a.listing_id = s.id and a.attribute_key = '{key}')";
        return $"""
            select {string.Join(", ", Columns.Select(column => "s." + column))}, {string.Join(", ", Attributes.Select(key => $"{Attribute(key)} as {key}"))},
                {string.Join(", ", Location.Select(column => "o." + column))},
                (select json_agg(row_to_json(i) order by i.id) from (select {string.Join(", ", Image)} from listing_images i where i.listing_id = s.id and i.id <> all ($2)) i) as images
            from listings s left join (select p.* from listing_locations p where {ofLocation}) o on o.listing_id = s.id where not s.is_deleted and ({condition}) and s.id <> all ($1)
            """;
    }

    private static Dictionary<string, string> Rules(TargetTable table)
        => table.Rules.ToDictionary(rule => rule.Target, rule => rule.Expression, StringComparer.Ordinal);

    private static string Select(IReadOnlyList<string> columns, Dictionary<string, string> rules)
        => string.Join(", ", columns.Select(column => $"{rules[column]} as {column}"));
}

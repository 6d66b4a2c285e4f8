namespace Migration.DataSync.Mapping.Back;

/// <summary>Of listing_attributes the three that are columns of c2c_listings; the others stay where they are.</summary>
internal static class AttributeBackMapping
{
    public static readonly TableMapping Table = new()
    {
        Source = "listing_attributes",
        Listing = "s.listing_id",
        IsStrict = false,
        Columns =
        [
            new("id", "bigint"),
            new("listing_id", "bigint"),
            new("attribute_key", "text"),
            new("attribute_value", "text"),
        ],
        Refusals =
        [
            new("condition_too_long", "s.attribute_key = 'condition' and length(s.attribute_value) > 50"),
            new("external_id_too_long", "s.attribute_key = 'external_id' and length(s.attribute_value) > 255"),
        ],
        Targets =
        [
            Column("condition", "s.attribute_value", "null"),
            Column("external_id", "s.attribute_value", "null"),
            Column("show_on_map", "s.attribute_value <> 'false'", "true"),
        ],
    };

    private static TargetTable Column(string key, string value, string without) => new("c2c_listings",
    [
        new("id", "s.listing_id::integer"),
        new(key, value) { WhenGone = without },
    ],
    Where: $"s.attribute_key = '{key}'")
    {
        IsUpdateOnly = true,
    };
}

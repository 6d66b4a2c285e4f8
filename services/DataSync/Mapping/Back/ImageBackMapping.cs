namespace Migration.DataSync.Mapping.Back;

/// <summary>listing_images → c2c_images.</summary>
internal static class ImageBackMapping
{
    private const string Path = "coalesce(s.storage_path, s.url)";

    public static readonly TableMapping Table = new()
    {
        Source = "listing_images",
        Concept = "image",
        Listing = "s.listing_id",
        IsStrict = false,
        Columns =
        [
            new("id", "bigint"),
            new("listing_id", "bigint"),
            new("url", "text"),
            new("storage_path", "text"),
            new("display_order", "integer"),
            new("is_primary", "boolean"),
            new("file_size", "bigint"),
            new("mime_type", "text"),
            new("created_at", "timestamptz"),
        ],
        Refusals =
        [
            new("id_too_large", "s.id > 2147483647"),
            new("path_too_long", $"length({Path}) > 255"),
            new("size_missing", "s.file_size is null"),
            new("size_too_large", "s.file_size > 2147483647"),
            new("type_missing", "s.mime_type is null"),
            new("listing_missing", "not exists (select from c2c_listings l where l.id = s.listing_id)"),
        ],
        Targets =
        [
            new("c2c_images",
            [
                new("id", "s.id::integer"),
                new("listing_id", "s.listing_id::integer"),
                new("file_path", Path) { Concept = "storage_path" },
                new("file_name", $"regexp_replace({Path}, '^.*/', '')") { Merge = MergeKind.Initial },
                new("file_size", "s.file_size::integer"),
                new("content_type", "s.mime_type") { Concept = "mime_type" },
                new("is_main", "s.is_primary") { Concept = "is_primary" },
                new("display_order", "s.display_order"),
                new("created_at", "s.created_at at time zone 'UTC'"),
                new("public_url", "nullif(s.url, format('/api/v1/marketplace/listings/%s/images/%s/content', s.listing_id, s.id))") { Concept = "url" },
            ]),
        ],
        Deletes = ["delete from c2c_images i using {0} g where i.id = g.id"],
    };
}

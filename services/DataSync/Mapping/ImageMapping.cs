using System.Globalization;
using Migration.DataSync.Databases;

namespace Migration.DataSync.Mapping;

/// <summary>
/// c2c_images → listing_images. Both sides show the main image first, then by display_order, then by id, so ids and numbers are kept as they
/// are and the order with them.
/// </summary>
internal static class ImageMapping
{
    private static readonly string FirstServiceId = DatabasePair.FirstServiceId.ToString(CultureInfo.InvariantCulture);

    public static readonly TableMapping Table = new()
    {
        Source = "c2c_images",
        Concept = "image",
        Listing = "s.listing_id",
        Columns =
        [
            new("id", "bigint"),
            new("listing_id", "bigint"),
            new("file_path", "text"),
            new("file_name", "text"),
            new("file_size", "bigint"),
            new("content_type", "text"),
            new("is_main", "boolean"),
            new("display_order", "integer"),
            new("created_at", "timestamp"),
            new("storage_type", "text"),
            new("storage_bucket", "text"),
            new("public_url", "text"),
        ],
        Refusals =
        [
            new("id_reserved", $"s.id >= {FirstServiceId} and not exists (select from listing_images i where i.id = s.id)"),
            new("listing_in_quarantine", "exists (select from sync_quarantine q where q.source_table = 'c2c_listings' and q.source_id = s.listing_id)"),
            new("listing_missing", "not exists (select from listings l where l.id = s.listing_id) "
                + "and not exists (select from sync_quarantine q where q.source_table = 'c2c_listings' and q.source_id = s.listing_id)"),
        ],
        Targets =
        [
            new("listing_images",
            [
                new("id", "s.id"),
                new("listing_id", "s.listing_id"),
                new("url", "coalesce(s.public_url, format('/api/v1/marketplace/listings/%s/images/%s/content', s.listing_id, s.id))"),
                new("storage_path", "s.file_path"),
                new("display_order", "s.display_order"),
                new("is_primary", "s.is_main"),
                new("file_size", "s.file_size"),
                new("mime_type", "s.content_type"),
                new("created_at", "s.created_at at time zone 'UTC'"),
                new("updated_at", "s.created_at at time zone 'UTC'") { Merge = MergeKind.Initial },
            ]),
        ],
        After =
        [
            """
            update listings l set version = l.version + 1
            where l.id in (select listing_id from new_c2c_images union select listing_id from old_c2c_images)
            """,
        ],
        Deletes =
        [
            // Those of a listing that is deleted stay with it.
            """
            delete from listing_images i using {0} g
            where i.id = g.id and not exists (select from listings l where l.id = i.listing_id and l.is_deleted)
            """,
        ],
        Truncates =
        [
            "delete from listing_images i using listings l where l.id = i.listing_id and not l.is_deleted",
            "delete from sync_quarantine where source_table = 'c2c_images'",
        ],
    };
}

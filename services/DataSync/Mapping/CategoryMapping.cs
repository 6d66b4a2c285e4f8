namespace Migration.DataSync.Mapping;

/// <summary>Categories keep their ids; there are few, so all of them are copied each time.</summary>
internal static class CategoryMapping
{
    public static readonly TableMapping Table = new()
    {
        Source = "c2c_categories",
        Concept = "category",
        Listing = "null::bigint",
        Columns =
        [
            new("id", "bigint"),
            new("name", "text"),
            new("slug", "text"),
            new("parent_id", "bigint"),
            new("sort_order", "integer"),
            new("is_active", "boolean"),
            new("translations", "jsonb"),
            new("created_at", "timestamp"),
        ],
        Targets =
        [
            new("c2c_categories",
            [
                new("id", "s.id"),
                new("name", "s.name"),
                new("slug", "s.slug"),
                new("parent_id", "s.parent_id"),
                new("sort_order", "s.sort_order"),
                new("is_active", "s.is_active"),
                new("translations", "s.translations"),
                new("created_at", "s.created_at at time zone 'UTC'"),
            ],
            OnConflict: """
                (id) do update set name = excluded.name, slug = excluded.slug, parent_id = excluded.parent_id,
                    sort_order = excluded.sort_order, is_active = excluded.is_active, translations = excluded.translations
                """),
        ],
        Deletes =
        [
            // A listing that is deleted here still names its category.
            """
            delete from c2c_categories c using {0} g
            where c.id = g.id and not exists (select from listings l where l.category_id = c.id)
                and not exists (select from c2c_categories child where child.parent_id = c.id)
            """,
        ],
    };
}

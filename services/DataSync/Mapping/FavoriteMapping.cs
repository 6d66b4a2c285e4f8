namespace Migration.DataSync.Mapping;

/// <summary>c2c_favorites → listings.favorites_count. Who likes what stays in the monolith; how many do is counted by difference.</summary>
internal static class FavoriteMapping
{
    private const string Difference = """
        select listing_id, sum(n)::integer as n
        from (select listing_id, 1 as n from new_c2c_favorites union all select listing_id, -1 from old_c2c_favorites) each
        group by listing_id
        """;

    public static readonly TableMapping Table = new()
    {
        Source = "c2c_favorites",
        Key = ["user_id", "listing_id"],
        Listing = "s.listing_id",
        Columns =
        [
            new("user_id", "bigint"),
            new("listing_id", "bigint"),
        ],
        Targets = [],
        Ignored = ["created_at"],
        After =
        [
            $"""
            update listings l set favorites_count = greatest(l.favorites_count + d.n, 0), version = l.version + 1
            from ({Difference}) d where l.id = d.listing_id and d.n <> 0
            """,
            $$"""
            update sync_quarantine q
            set source_row = jsonb_set(q.source_row, '{favorites_count}', to_jsonb(coalesce((q.source_row ->> 'favorites_count')::integer, 0) + d.n))
            from ({{Difference}}) d where q.source_table = 'c2c_listings' and q.source_id = d.listing_id and d.n <> 0
            """,
        ],
        Truncates = ["update listings set favorites_count = 0, version = version + 1 where favorites_count <> 0"],
    };
}

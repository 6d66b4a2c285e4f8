namespace Migration.Monolith.Seeding;

/// <summary>What is easier said in SQL than streamed.</summary>
internal static class SeedStatements
{
    /// <summary>Ordinary users; the admin comes right behind them.</summary>
    public const int Users = 11_000;

    public const string AdminEmail = "admin@example.test";

    public static string People { get; } = $"""
        insert into users (id, email, role, created_at)
        select n, 'user' || n || '@example.test', 'user', timestamp '2024-01-15 10:00:00' + n * interval '1 minute'
        from generate_series(1, {Users}) n
        union all
        select {Users + 1}, '{AdminEmail}', 'admin', timestamp '2024-01-15 09:30:00';
        insert into b2c_stores (id, user_id, name, slug, created_at) values
            (1, 11, 'Dunav Oprema', 'dunav-oprema', timestamp '2024-01-20 08:00:00'),
            (2, 12, 'Kućni kutak', 'kucni-kutak', timestamp '2024-01-20 08:00:00'),
            (3, 13, 'Dve gume', 'dve-gume', timestamp '2024-01-20 08:00:00');
        select setval('b2c_stores_id_seq', 3)
        """;

    /// <summary>The next ids follow the seeded ones.</summary>
    public const string Finish = """
        select setval('global_product_id_seq', (select max(id) from c2c_listings)) where exists (select 1 from c2c_listings);
        select setval('c2c_images_id_seq', (select max(id) from c2c_images)) where exists (select 1 from c2c_images)
        """;

    /// <summary>Tells the planner of large tables; small ones can wait for the server's own round.</summary>
    public const string Analyze = "analyze c2c_listings, c2c_images, c2c_favorites, users";
}

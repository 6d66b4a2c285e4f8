using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.DataSync.Backfill;
using Migration.DataSync.Databases;
using Migration.DataSync.Telemetry;
using Migration.Listings.Database;
using Npgsql;

namespace Migration.DataSync.Tests.Fixture;

/// <summary>The base of test classes that copy from one pair of databases, which is emptied before each test.</summary>
public abstract class SyncTest
{
    internal const long Category = 1101;

    private const string HoldUpLock = "7001";

    private static readonly ServiceProvider Metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private static TestDatabase? _source;
    private static TestDatabase? _target;

    public TestContext TestContext { get; set; } = null!;

    internal static TestDatabase Source => _source!;

    internal static TestDatabase Target => _target!;

    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task CreateDatabasesAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _source = await TestPostgres.CreateDatabaseAsync();
        _target = await TestPostgres.CreateDatabaseAsync();
        await MonolithSchema.CreateAsync(_source);
        await new SchemaUpgrader(_target.Source, NullLoggerFactory.Instance).UpgradeAsync(CancellationToken.None);
    }

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task DropDatabasesAsync()
    {
        // Names of sessions are the whole server's, which has room for few; each pair of databases has its own.
        await Eventually.IsTrueAsync(
            () => _source!.ScalarAsync<bool>("select not exists (select from pg_stat_activity where application_name = 'datasync-apply')"), "no session writes any more", CancellationToken.None);
        await _source!.ExecuteAsync("select pg_replication_origin_drop(roname) from pg_replication_origin where roname like 'datasync%'");
        await _source!.DisposeAsync();
        await _target!.DisposeAsync();
    }

    [TestInitialize]
    public async Task EmptyAsync()
    {
        await Source.ExecuteAsync("truncate c2c_listings, c2c_images restart identity cascade; drop table if exists sync_quarantine, sync_stream, sync_conflict, sync_tombstone");
        await Target.ExecuteAsync("truncate listings, c2c_categories, indexing_queue cascade; drop table if exists sync_quarantine, sync_backfill, sync_stream, sync_conflict, sync_tombstone, sync_verification");
    }

    /// <summary>Inserts a listing that nothing is wrong with, but for these columns (SQL values).</summary>
    internal static Task InsertListingAsync(params IReadOnlyCollection<(string Column, string Value)> changes) => GoodRow.InsertAsync(Source, "c2c_listings", changes);

    internal static Task InsertImageAsync(params IReadOnlyCollection<(string Column, string Value)> changes) => GoodRow.InsertAsync(Source, "c2c_images", changes);

    internal static Task InsertListingsAsync(int from, int to) => Source.ExecuteAsync($"""
        insert into c2c_listings (id, user_id, category_id, title, description, price, created_at, updated_at)
        select i, 7, 1101, 'Listing ' || i, repeat('opis ', i % 40), case when i > 0 then i else 1 - i end, timestamp '2025-01-01' + i * interval '1 s', timestamp '2025-01-01' + i * interval '1 s'
        from generate_series({from}, {to}) i;
        insert into c2c_images (listing_id, file_path, file_name, file_size, content_type, is_main)
        select i, 'p' || i, n, 10, 'image/png', n = 1 from generate_series({from}, {to}) i, generate_series(1, 2) n;
        """);

    internal static async Task<BackfillReport> BackfillAsync(int chunkSize = 20_000, string? origin = null)
    {
        await using var databases = Pair();
        var metrics = new DataSyncMetrics(Metrics.GetRequiredService<IMeterFactory>());
        return await new BackfillRun(databases, new BackfillStatus(), metrics, chunkSize) { Origin = origin }.ExecuteAsync(CancellationToken.None);
    }

    /// <summary>A listing of which no row can be made until the result is disposed of, or until its session ends.</summary>
    private protected static async Task<NpgsqlConnection> HoldUpAsync(long listing)
    {
        await Target.ExecuteAsync($"""
            create or replace function hold_up() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock({HoldUpLock}); return new; end $$;
            create or replace trigger hold_up before insert on listings for each row when (new.id = {listing}) execute function hold_up()
            """);
        var held = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Target.ConnectionString) { Pooling = false }.ConnectionString);
        await held.OpenAsync();
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({HoldUpLock})", held);
        await command.ExecuteNonQueryAsync();
        return held;
    }

    internal static DatabasePair Pair() => DatabasePair.Of(Source.ConnectionString, Target.ConnectionString, NullLoggerFactory.Instance);

    /// <summary>All that is in the target, as one value; two equal ones mean that nothing was changed, not even rewritten.</summary>
    internal static Task<string> TargetFingerprintAsync() => Target.ScalarAsync<string>("""
        select md5(string_agg(t, '|' order by t)) from (
            select xmin || l::text from listings l union all select xmin || i::text from listing_images i
            union all select xmin || a::text from listing_attributes a union all select xmin || o::text from listing_locations o
            union all select xmin || q::text from indexing_queue q union all select xmin || z::text from sync_quarantine z
        ) rows (t)
        """);
}

using Microsoft.Extensions.Logging.Abstractions;
using Migration.Listings.Database;

namespace Migration.Listings.Tests.Database;

[TestClass]
public sealed class SchemaUpgraderTests
{
    private TestDatabase _database = null!;

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public async Task CreateDatabaseAsync() => _database = await TestPostgres.CreateDatabaseAsync();

    [TestCleanup]
    public async Task DropDatabaseAsync() => await _database.DisposeAsync();

    [TestMethod]
    public async Task UpgradeAsync_EmptyDatabase_ReachesTheNewestVersionAndSaysWhoseItIs()
    {
        var version = await UpgradeAsync();

        version.Should().Be(SchemaUpgrader.NewestVersion);
        (await _database.ScalarAsync<string>("select name || ' ' || schema_version from database_identity")).Should().Be($"listings {version}");
        (await _database.ScalarAsync<long>("select count(*) from schema_versions")).Should().Be(version);
    }

    [TestMethod]
    public async Task UpgradeAsync_SeveralAtOnce_RunEachScriptOnce()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => UpgradeAsync()));

        versions.Should().AllBeEquivalentTo(SchemaUpgrader.NewestVersion);
        (await _database.ScalarAsync<long>("select count(*) from schema_versions")).Should().Be(SchemaUpgrader.NewestVersion);
    }

    [TestMethod]
    public async Task UpgradeAsync_ScriptsRunTwice_ChangeNothing()
    {
        await UpgradeAsync();
        await _database.ExecuteAsync("truncate schema_versions; update database_identity set schema_version = 0");

        (await UpgradeAsync()).Should().Be(SchemaUpgrader.NewestVersion);
    }

    [TestMethod]
    public async Task UpgradeAsync_NewerSchemaThanTheService_IsLeftAsItIs()
    {
        await UpgradeAsync();
        await _database.ExecuteAsync("update database_identity set schema_version = 900");

        (await UpgradeAsync()).Should().Be(900);
    }

    [TestMethod]
    public async Task UpgradeAsync_TheMonolithsDatabase_IsRefusedAndLeftAlone()
    {
        await _database.ExecuteAsync("create table database_identity (name varchar(63) primary key); insert into database_identity values ('svetubd')");

        await FluentActions.Awaiting(UpgradeAsync).Should().ThrowAsync<WrongDatabaseException>().WithMessage("*says that it is 'svetubd'*listings-db*");

        (await _database.ScalarAsync<long>("select count(*) from pg_tables where schemaname = 'public'")).Should().Be(1);
    }

    [TestMethod]
    public async Task UpgradeAsync_SomebodyElsesTables_AreRefusedAndLeftAlone()
    {
        await _database.ExecuteAsync("create table c2c_listings (id integer)");

        await FluentActions.Awaiting(UpgradeAsync).Should().ThrowAsync<WrongDatabaseException>().WithMessage("*holds other tables (c2c_listings)*");

        (await _database.ScalarAsync<long>("select count(*) from pg_tables where schemaname = 'public'")).Should().Be(1);
    }

    [TestMethod]
    public async Task UpgradeAsync_Cancelled_ReleasesItsLock()
    {
        await using var other = await _database.Source.OpenConnectionAsync(TestContext.CancellationToken);
        await using var held = new Npgsql.NpgsqlCommand($"select pg_advisory_lock({SchemaUpgrader.UpgradeLock})", other);
        await held.ExecuteNonQueryAsync(TestContext.CancellationToken);
        using var cancel = new CancellationTokenSource();
        var sut = new SchemaUpgrader(_database.Source, NullLoggerFactory.Instance);

        var refusal = FluentActions.Awaiting(() => sut.UpgradeAsync(cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
        await Eventually.IsTrueAsync(
            () => _database.ScalarAsync<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"),
            "the upgrade waits for the lock",
            TestContext.CancellationToken);
        await cancel.CancelAsync();

        await refusal;
        // A session that goes back to its pool keeps its lock until it is used again.
        await using var released = new Npgsql.NpgsqlCommand($"select pg_advisory_unlock({SchemaUpgrader.UpgradeLock})", other);
        await released.ExecuteNonQueryAsync(TestContext.CancellationToken);
        (await UpgradeAsync()).Should().Be(SchemaUpgrader.NewestVersion);
    }

    [TestMethod]
    [DataRow("Stolica, kožna!", "stolica-kozna-7")]
    [DataRow("Ђорђе и Љубица Џин", "dorde-i-ljubica-dzin-7", DisplayName = "Serbian Cyrillic")]
    [DataRow("Щука Юля Ёлка", "scuka-julja-elka-7", DisplayName = "Russian")]
    [DataRow("中文标题", "7")]
    [DataRow("---", "7")]
    [DataRow("ČĆŽŠĐ", "cczsd-7")]
    public async Task ListingSlug_Title_IsReadableAndEndsWithTheId(string title, string expected)
    {
        await UpgradeAsync();
        await using var command = _database.Source.CreateCommand("select listing_slug($1, 7)");
        command.Parameters.Add(new() { Value = title });

        (await command.ExecuteScalarAsync(TestContext.CancellationToken)).Should().Be(expected);
    }

    [TestMethod]
    public async Task Update_Listing_MovesVersionAndUpdatedAtStrictly()
    {
        await UpgradeAsync();
        await InsertAsync("'2999-01-01Z'");

        await _database.ExecuteAsync("update listings set title = 'Second title'");

        (await _database.ScalarAsync<bool>("select version = 2 and updated_at = timestamptz '2999-01-01Z' + interval '1 microsecond' from listings")).Should().BeTrue();
    }

    [TestMethod]
    public async Task Update_CounterOrAppliedChange_MovesNeither()
    {
        await UpgradeAsync();
        await InsertAsync("'2020-01-01Z'");

        await _database.ExecuteAsync("update listings set views_count = 5; begin; set local migration.applying = 'on'; update listings set title = 'Other'; commit");

        (await _database.ScalarAsync<bool>("select version = 1 and updated_at = '2020-01-01Z' from listings")).Should().BeTrue();
    }

    private Task InsertAsync(string updatedAt) => _database.ExecuteAsync($"""
        insert into c2c_categories (id, name, slug) values (1, 'a', 'a');
        insert into listings (user_id, title, price, category_id, updated_at) values (1, 'First title', 1, 1, {updatedAt})
        """);

    private Task<int> UpgradeAsync() => new SchemaUpgrader(_database.Source, NullLoggerFactory.Instance).UpgradeAsync(TestContext.CancellationToken);
}

using Migration.DataSync.Backfill;
using Migration.DataSync.Tests.Fixture;
using Npgsql;

namespace Migration.DataSync.Tests.Backfill;

[TestClass]
public sealed class BackfillRunTests : SyncTest
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(50)]
    [DataRow(1000)]
    public async Task ExecuteAsync_AnyChunkSize_CopiesEveryListingAndImageOnce(int chunkSize)
    {
        await InsertListingsAsync(1001, 1050);

        var report = await BackfillAsync(chunkSize);

        report.Copied.Should().Be(50);
        report.Missing.Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(50);
        (await Target.ScalarAsync<long>("select count(*) from listing_images")).Should().Be(100);
        (await Target.ScalarAsync<string>("select md5(string_agg(id || title || coalesce(description, 'null') || price, '|' order by id)) from listings"))
            .Should().Be(await Source.ScalarAsync<string>("select md5(string_agg(id || title || coalesce(description, 'null') || price, '|' order by id)) from c2c_listings"));
    }

    /// <summary>The second size ends a chunk at 0.</summary>
    [TestMethod]
    [DataRow(7)]
    [DataRow(21)]
    public async Task ExecuteAsync_IdsBelowOne_AreCopiedLikeAllOthers(int chunkSize)
    {
        await InsertListingsAsync(-20, 20);

        (await BackfillAsync(chunkSize)).Copied.Should().Be(41);

        (await Target.ScalarAsync<string>("select concat_ws('|', min(id), max(id), count(*)) from listings")).Should().Be("-20|20|41");
        (await Target.ScalarAsync<long>("select count(*) from listing_images")).Should().Be(82);
    }

    [TestMethod]
    public async Task ExecuteAsync_IdsBelowOneThatWerePassedOver_AreFound()
    {
        await InsertListingsAsync(1, 10);
        await BackfillAsync();
        await InsertListingsAsync(-5, 0);

        (await BackfillAsync()).Missing.Should().Be(0);

        (await Target.ScalarAsync<long>("select count(*) from listings where id < 1")).Should().Be(6);
    }

    [TestMethod]
    public async Task ExecuteAsync_EmptySource_IsComplete()
    {
        var report = await BackfillAsync();

        report.Missing.Should().Be(0);
        report.Copied.Should().Be(0);
    }

    [TestMethod]
    public async Task ExecuteAsync_Again_ChangesNothing()
    {
        await InsertListingsAsync(1001, 1050);
        await Source.ExecuteAsync("update c2c_listings set price = 0 where id % 10 = 0");
        await BackfillAsync(chunkSize: 20);
        var before = await TargetFingerprintAsync();

        var report = await BackfillAsync(chunkSize: 20);

        report.Copied.Should().Be(0);
        report.Missing.Should().Be(0);
        (await TargetFingerprintAsync()).Should().Be(before);
    }

    [TestMethod]
    public async Task ExecuteAsync_InterruptedBetweenChunks_GoesOnExactly()
    {
        await InsertListingsAsync(1001, 1050);
        await Target.ExecuteAsync("alter table listings add constraint stumble check (id <> 1025)");
        await FluentActions.Awaiting(() => BackfillAsync(chunkSize: 10)).Should().ThrowAsync<PostgresException>();
        (await Target.ScalarAsync<long>("select last_id from sync_backfill")).Should().Be(1020);
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(20, "a chunk is there as a whole or not at all");
        (await Target.ScalarAsync<long>("select count(*) from listing_images")).Should().Be(40);
        await Target.ExecuteAsync("alter table listings drop constraint stumble");

        var report = await BackfillAsync(chunkSize: 10);

        report.Copied.Should().Be(30);
        report.Missing.Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(50);
        (await Target.ScalarAsync<long>("select count(*) from listing_images")).Should().Be(100);
    }

    [TestMethod]
    public async Task ExecuteAsync_ConnectionLostInTheMiddle_GoesOnExactly()
    {
        await InsertListingsAsync(1001, 1050);
        await Target.ExecuteAsync("""
            create function cut() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
            create trigger cut before insert on listings for each row when (new.id = 1035) execute function cut();
            """);
        await FluentActions.Awaiting(() => BackfillAsync(chunkSize: 10)).Should().ThrowAsync<NpgsqlException>();
        await Target.ExecuteAsync("drop function cut cascade");

        (await BackfillAsync(chunkSize: 10)).Missing.Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(50);
    }

    [TestMethod]
    public async Task ExecuteAsync_RowsCameBelowThePosition_AreFoundWithoutTouchingTheOthers()
    {
        await InsertListingsAsync(1001, 1020);
        await InsertListingsAsync(1031, 1050);
        await BackfillAsync(chunkSize: 10);
        await Target.ExecuteAsync("update listings set title = 'Changed by the service' where id = 1001");
        await InsertListingsAsync(1021, 1030);

        var report = await BackfillAsync(chunkSize: 10);

        report.Missing.Should().Be(0);
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(50);
        (await Target.ScalarAsync<string>("select title from listings where id = 1001")).Should().Be("Changed by the service");
    }

    [TestMethod]
    public async Task ExecuteAsync_RowsCameAboveThePosition_AreCopied()
    {
        await InsertListingsAsync(1001, 1020);
        await BackfillAsync();
        await InsertListingsAsync(1021, 1025);

        (await BackfillAsync()).Copied.Should().Be(5);

        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(25);
    }

    [TestMethod]
    public async Task ExecuteAsync_RowsMadeByTheService_AreNeitherCountedNorTouched()
    {
        await InsertListingsAsync(1001, 1010);
        await BackfillAsync();
        await Target.ExecuteAsync("insert into listings (user_id, title, price, category_id) select 1, 'Made here', 1, 1101 from generate_series(1, 3)");
        await Target.ExecuteAsync("delete from listings where id = 1005; update sync_backfill set last_id = 1010");

        (await BackfillAsync()).Missing.Should().Be(0);

        (await Target.ScalarAsync<long>("select count(*) from listings where id < 1000000000")).Should().Be(10, "three rows of the service do not stand in for one that is missing");
        (await Target.ScalarAsync<long>("select count(*) from listings where title = 'Made here' and id >= 1000000000")).Should().Be(3);
    }

    [TestMethod]
    public async Task ExecuteAsync_DeletedInTheSourceSince_IsNotMissing()
    {
        await InsertListingsAsync(1001, 1010);
        await BackfillAsync();
        await Source.ExecuteAsync("delete from c2c_listings where id = 1005");

        (await BackfillAsync()).Missing.Should().Be(0);
    }

    [TestMethod]
    public async Task ExecuteAsync_TwoAtOnce_CopyEachListingOnce()
    {
        await InsertListingsAsync(1001, 1100);

        var reports = await Task.WhenAll(BackfillAsync(chunkSize: 10), BackfillAsync(chunkSize: 10));

        reports.Sum(report => report.Copied).Should().Be(100);
        (await Target.ScalarAsync<long>("select count(*) from listings")).Should().Be(100);
    }

    [TestMethod]
    public async Task ExecuteAsync_TargetKeepsLosingRows_IsIncompleteAndSaysSo()
    {
        await InsertListingsAsync(1001, 1010);
        await Target.ExecuteAsync("""
            create function lose() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger lose before insert on listing_images for each row when (new.listing_id = 1003) execute function lose();
            """);

        var failure = await FluentActions.Awaiting(() => BackfillAsync()).Should().ThrowAsync<BackfillIncompleteException>();

        failure.WithMessage("*10 of 10 listings*18 of 20 images*");
        await Target.ExecuteAsync("drop function lose cascade");
    }

    [TestMethod]
    public async Task ExecuteAsync_ColumnGoneFromTheSource_SaysWhichOne()
    {
        await Source.ExecuteAsync("alter table c2c_listings rename column condition to zustand");
        try
        {
            await FluentActions.Awaiting(() => BackfillAsync()).Should().ThrowAsync<PostgresException>().WithMessage("*t.condition*");
        }
        finally
        {
            await Source.ExecuteAsync("alter table c2c_listings rename column zustand to condition");
        }
    }
}

using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.TestSupport;

namespace Migration.DataConsistency.Suite;

/// <summary>Do the two databases and the search index say the same, and stay so? Nine checks.</summary>
[TestClass]
[TestCategory("DataConsistency")]
[Disturbs]
public sealed class DataConsistencyTests(TestContext testContext) : ConsistencyTest(testContext)
{
    [TestMethod]
    public async Task Listing_CreatedOnTheMonolith_IsReadableFromTheMicroservice()
    {
        var begin = TimeProvider.System.GetTimestamp();
        var id = await CreateOnTheMonolithAsync("Usklađena stolica");
        var client = new ListingsService.ListingsServiceClient(Environment.Listings);

        var found = await Eventually.SatisfiesAsync(
            async token =>
            {
                try
                {
                    return (await client.GetListingAsync(new GetListingRequest { Id = id }, cancellationToken: token)).Listing;
                }
                catch (RpcException missing) when (missing.StatusCode is StatusCode.NotFound)
                {
                    return null;
                }
            },
            listing => listing is not null,
            "the microservice knows what the monolith has created",
            cancellationToken: CancellationToken);

        TestContext.WriteLine($"Lag from the monolith's write to the microservice's answer: {TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds:F0} ms");
        found!.Title.Should().Be("Usklađena stolica");
        found.Price.Should().Be(120.5);
    }

    [TestMethod]
    public async Task Images_OfEveryListing_AreTheSameOnBothSides()
    {
        var listing = await CreateOnTheMonolithAsync("Sa slikom");
        await Monolith.ExecuteAsync(
            $"insert into c2c_images (listing_id, file_path, file_name, file_size, content_type, display_order) values ({listing}, 'a/b.png', 'b.png', 77, 'image/png', 9)", CancellationToken);

        await ArrivesAsync(Microservice, $"select file_size from listing_images where listing_id = {listing} and storage_path = 'a/b.png'", 77L, "the new image's metadata arrives");

        // Past the verifier too, which reads both sides by the same mapping that has filled one of them.
        var ids = await Microservice.ScalarAsync<string>("select string_agg(i.id::text, ',') from listing_images i join listings l on l.id = i.listing_id where i.id < 1000000000 and not l.is_deleted", CancellationToken);
        var here = await Microservice.ScalarAsync<string>(
            $"select string_agg(concat_ws(' ', id, listing_id, storage_path, display_order, is_primary, file_size, mime_type), E'\n' order by id) from listing_images where id in ({ids})", CancellationToken);
        var there = await Monolith.ScalarAsync<string>(
            $"select string_agg(concat_ws(' ', id, listing_id, file_path, display_order, is_main, file_size, content_type), E'\n' order by id) from c2c_images where id in ({ids})", CancellationToken);
        here.Should().Be(there, "each image must be the same, line by line").And.Contain("a/b.png 9 ");
        await ShouldBeEqualAsync("every image must have the same address, order, size and type on both sides");
    }

    [TestMethod]
    public async Task SearchIndex_DocumentByDocument_IsWhatTheDatabaseSays()
    {
        var report = await VerifyAsync();

        report.GetProperty("documents").GetInt64().Should().Be(
            await Microservice.ScalarAsync<long>("select count(*) from listings where not is_deleted", CancellationToken), "every listing must have its document: {0}", report);
        report.GetProperty("verdict").GetString().Should().Be("EQUAL", "no document may differ: {0}", report);
    }

    [TestMethod]
    public async Task References_OnBothSides_AreKept()
    {
        (await Monolith.ScalarAsync<long>("select count(*) from c2c_images i left join c2c_listings l on l.id = i.listing_id where l.id is null", CancellationToken))
            .Should().Be(0, "no image of the monolith may lack its listing");
        (await Microservice.ScalarAsync<long>("select count(*) from listing_images i left join listings l on l.id = i.listing_id where l.id is null", CancellationToken))
            .Should().Be(0, "no image of the microservice may lack its listing");
        (await Microservice.ScalarAsync<long>("select count(*) from listings l left join c2c_categories c on c.id = l.category_id where c.id is null", CancellationToken))
            .Should().Be(0, "no listing may lack its category");

        var orphans = new[]
        {
            () => Monolith.ExecuteAsync("insert into c2c_images (listing_id, file_path, file_name, file_size, content_type) values (999999999, 'p', 'n', 1, 'image/png')", CancellationToken),
            () => Microservice.ExecuteAsync("insert into listing_images (listing_id, url) values (999999999, '/x')", CancellationToken),
            () => Microservice.ExecuteAsync("insert into listings (user_id, title, price, category_id) values (7, 'Orphan', 1, 999999999)", CancellationToken),
        };
        foreach (var orphan in orphans)
        {
            await orphan.Should().ThrowAsync<Npgsql.PostgresException>("an orphan must be refused");
        }
    }

    [TestMethod]
    public async Task Create_OnEitherSide_IsOnBoth()
    {
        var there = await CreateOnTheMonolithAsync("Napravljeno tamo");
        var here = await CreateOnTheMicroserviceAsync("Napravljeno ovde");

        await ArrivesAsync(Microservice, $"select title::text from listings where id = {there}", "Napravljeno tamo", "the monolith's listing arrives");
        await ArrivesAsync(Monolith, $"select title || (metadata #>> '{{migration,sku}}') from c2c_listings where id = {here}", "Napravljeno ovdeSKU-7", "the microservice's listing arrives with what svetubd has no column for");
        await ShouldBeEqualAsync("after creates on both sides");
    }

    [TestMethod]
    public async Task Update_OnEitherSide_IsOnBoth()
    {
        var id = await CreateOnTheMonolithAsync("Pre izmene");
        await ArrivesAsync(Microservice, $"select count(*) from listings where id = {id}", 1L, "the listing arrives");

        await MonolithAsync(HttpMethod.Patch, $"{ListingsPath}/{id}", new { title = "Posle izmene" });
        await ArrivesAsync(Microservice, $"select title::text from listings where id = {id}", "Posle izmene", "the monolith's change arrives");
        await Microservice.ExecuteAsync($"update listings set price = 999.99, quantity = 6 where id = {id}", CancellationToken);
        await ArrivesAsync(Monolith, $"select price || (metadata #>> '{{migration,quantity}}') from c2c_listings where id = {id}", "999.996", "the microservice's change arrives");

        await Microservice.ExecuteAsync($"insert into indexing_queue (listing_id, operation, version) select id, 'index', version from listings where id = {id} on conflict do nothing", CancellationToken);
        await ShouldBeEqualAsync("after updates on both sides");
        await NothingComesBackAsync(id);
    }

    [TestMethod]
    public async Task Delete_InAllThreeWays_IsADeleteOnBoth()
    {
        var ids = new[] { await CreateOnTheMonolithAsync("Brisanje jedan"), await CreateOnTheMonolithAsync("Brisanje dva"), await CreateOnTheMonolithAsync("Brisanje tri") };
        await ArrivesAsync(Microservice, $"select count(*) from listings where id in ({string.Join(',', ids)})", 3L, "the listings arrive");

        await MonolithAsync(HttpMethod.Delete, $"{ListingsPath}/{ids[0]}", null);
        await Microservice.ExecuteAsync($"update listings set is_deleted = true, deleted_at = now() where id = {ids[1]}", CancellationToken);
        await Microservice.ExecuteAsync($"insert into indexing_queue (listing_id, operation, version) select id, 'delete', version from listings where id = {ids[1]} on conflict do nothing", CancellationToken);
        await Monolith.ExecuteAsync($"delete from c2c_listings where id = {ids[2]}", CancellationToken);

        await ArrivesAsync(Microservice, $"select count(*) from listings where is_deleted and id in ({string.Join(',', ids)})", 3L, "all three are deleted in the microservice");
        await ArrivesAsync(Monolith, $"select count(*) from c2c_listings where id in ({string.Join(',', ids)})", 0L, "all three are gone from the monolith");
        await ShouldBeEqualAsync("after deletes on both sides, the index included");
    }

    [TestMethod]
    public async Task Timestamps_AcrossTimeZonesAndDaylightSaving_AgreeToTheMicrosecond()
    {
        var id = await CreateOnTheMonolithAsync("Letnje računanje vremena");
        foreach (var moment in new[] { "2025-03-30 01:59:59.999999", "2025-03-30 02:30:00.000001", "2025-10-26 02:30:00.5", "1999-12-31 23:59:59.999999" })
        {
            await Monolith.ExecuteAsync($"set timezone = 'Europe/Belgrade'; update c2c_listings set created_at = timestamp '{moment}' where id = {id}", CancellationToken);
            await ArrivesAsync(
                Microservice, $"select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') from listings where id = {id}", moment.PadRight(26, '0'), $"{moment} arrives as that instant in UTC");
        }

        var there = await Monolith.ScalarAsync<string>($"select to_char(updated_at, 'YYYY-MM-DD HH24:MI:SS.US') from c2c_listings where id = {id}", CancellationToken);
        await ArrivesAsync(Microservice, $"select to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') from listings where id = {id}", there, "the time of the last change is the same to the microsecond");
        await ShouldBeEqualAsync("all times of all listings");
    }

    [TestMethod]
    public async Task SeededDrift_OfEightKinds_IsFoundNamedAndRepaired()
    {
        var ids = new List<long>();
        for (var listing = 1; listing <= SeededDrift.Listings; listing++)
        {
            ids.Add(await CreateOnTheMonolithAsync($"Oštećen {listing}"));
        }

        var drift = await SeededDrift.SeedAsync(Monolith, Microservice, Environment.Search, ids, CancellationToken);

        var report = await VerifyAsync();

        // Before anything is judged: the damage must not outlive the check.
        var repaired = await VerifyAsync(repair: true);
        var found = report.GetProperty("findings").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("id").GetInt64()} {finding.GetProperty("what").GetString()}").ToList();
        found.Should().BeEquivalentTo(drift, "each of the eight kinds, and nothing else, must be found: {0}", report);
        repaired.GetProperty("repaired").GetInt32().Should().Be(drift.Count);
        repaired.GetProperty("verdict").GetString().Should().Be("EQUAL", "the repairs must leave nothing: {0}", repaired);
    }

    /// <summary>What DataSync has written into one side is not sent back to the other: there it would be written once more, and so on for ever.</summary>
    private async Task NothingComesBackAsync(long id)
    {
        const int Changes = 10;
        var before = await AppliedAsync("back");
        for (var change = 1; change <= Changes; change++)
        {
            // Each is awaited: many at once are applied as few, and few would come back.
            await Monolith.ExecuteAsync($"update c2c_listings set title = 'Izmena {change}' where id = {id}", CancellationToken);
            await ArrivesAsync(Microservice, $"select title::text from listings where id = {id}", $"Izmena {change}", "each of many changes arrives");
        }

        // Equal at a position that both ways have passed.
        await ShouldBeEqualAsync("after many changes of one side");
        (await AppliedAsync("back") - before).Should().BeLessThan(Changes, "what came from the monolith must not come back to it");
    }
}

using System.Net;
using System.Text.Json;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Verification;

[TestClass]
public sealed class VerifierTests : StreamTest
{
    [TestMethod]
    public async Task Verify_SeededKindsOfDrift_AreFoundNamedAndRepaired()
    {
        await InsertListingsAsync(1001, 1600);
        await Source.ExecuteAsync("update c2c_listings set title = 'Trailing  ', description = null where id in (1503, 1504); update c2c_images set display_order = id % 2 where listing_id = 1505");
        await StartSyncAsync();
        await SyncedAsync();
        await Source.ExecuteAsync("delete from c2c_listings where id = 1400");
        await SyncedAsync();
        (await VerifyAsync()).GetProperty("verdict").GetString().Should().Be("EQUAL");

        await DriftAsync("""
            delete from listing_images where listing_id = 1500; delete from listings where id = 1500;
            insert into listings (id, user_id, title, price, category_id, slug) values (900, 1, 'Nobody knows it', 1, 1101, 'x-900'), (0, 1, 'Below all others', 1, 1101, 'x-0');
            update listings set price = price * 10 where id = 1502;
            update listings set title = rtrim(title) where id = 1503;
            update listings set description = '' where id = 1504;
            update listing_images set display_order = 1 - display_order where listing_id = 1505;
            update listings set created_at = created_at + interval '1 microsecond' where id = 1506;
            update listings set is_deleted = false where id = 1400
            """);
        var report = await VerifyAsync();

        report.GetProperty("verdict").GetString().Should().Be("DRIFT");
        report.GetProperty("findings").EnumerateArray().Select(Describe).Should().BeEquivalentTo(
            "1500 missing_in_microservice",
            "900 missing_in_monolith",
            "0 missing_in_monolith",
            "1502 differs price",
            "1503 differs title",
            "1504 differs description",
            "1505 differs images[].display_order",
            "1506 differs created_at",
            "1400 missing_in_monolith");
        var repaired = await VerifyAsync(repair: true);
        repaired.GetProperty("repaired").GetInt32().Should().Be(9);
        repaired.GetProperty("verdict").GetString().Should().Be("EQUAL", "{0}", repaired);
        await SyncedAsync();
        (await VerifyAsync()).GetProperty("verdict").GetString().Should().Be("EQUAL", "the repair went nowhere else");
    }

    [TestMethod]
    public async Task Verify_WithTheSearchNodeAway_SaysSoAndLeavesNoReport()
    {
        await StartSyncAsync("--ConnectionStrings:search=http://127.0.0.1:1");
        await SyncedAsync();
        using var client = Client();

        using var answer = await client.PostAsync(new Uri("/consistency/verify", UriKind.Relative), content: null, TestContext.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(TestContext.CancellationToken)).Should().Contain("the search node did not answer");
        (await client.GetAsync(new Uri("/consistency/report", UriKind.Relative), TestContext.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>As in the first moments of the very first start.</summary>
    [TestMethod]
    public async Task Verify_BeforeTheDatabasesArePrepared_SaysSo()
    {
        await StartSyncAsync();
        await SyncedAsync();
        await Source.ExecuteAsync("drop function sync_listing_uuid");
        using var client = Client();

        using var answer = await client.PostAsync(new Uri("/consistency/verify", UriKind.Relative), content: null, TestContext.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(TestContext.CancellationToken)).Should().Contain("a database is not prepared: function sync_listing_uuid(");
    }

    [TestMethod]
    public async Task Verify_QuarantinedRows_AreExplained()
    {
        await InsertListingsAsync(1001, 1010);
        await Source.ExecuteAsync("update c2c_listings set price = null where id = 1004");
        await StartSyncAsync();
        await SyncedAsync();

        var report = await VerifyAsync();

        report.GetProperty("verdict").GetString().Should().Be("EQUAL");
        report.GetProperty("explained").GetInt64().Should().Be(3);
        report.GetProperty("listings").GetInt64().Should().Be(9);
    }

    [TestMethod]
    public async Task Verify_TenBadRowsOfMany_TakesFewQueries()
    {
        await Source.ExecuteAsync("insert into c2c_listings (id, user_id, category_id, title, price) select i * 3, 7, 1101, 'Listing ' || i, i from generate_series(1, 30000) i");
        await StartSyncAsync();
        await SyncedAsync();
        await DriftAsync("update listings set price = price + 0.01 where id % 9000 = 0");

        var report = await VerifyAsync();

        report.GetProperty("findings").GetArrayLength().Should().Be(10);
        report.GetProperty("queries").GetInt32().Should().BeLessThan(20);
    }

    [TestMethod]
    public async Task Verify_DriftOfWhatTheMicroserviceMade_IsRepairedInTheMonolith()
    {
        await StartSyncAsync();
        await SyncedAsync();
        await Target.ExecuteAsync("""
            insert into listings (id, user_id, title, price, category_id, sku) select 1000000000 + i, 7, 'Made here ' || i, 10, 1101, 'S' || i from generate_series(1, 4) i;
            insert into listing_images (id, listing_id, url, storage_path, file_size, mime_type) select 1000000000 + i, 1000000000 + i, '/x', 'p' || i, 5, 'image/png' from generate_series(1, 4) i;
            insert into listing_attributes (listing_id, attribute_key, attribute_value) values (1000000001, 'condition', 'used')
            """);
        await SyncedAsync();
        await Target.ExecuteAsync("update listings set is_deleted = true, deleted_at = now() where id = 1000000004");
        await SyncedAsync();
        await DriftAsync(
            """
            delete from c2c_images where listing_id = 1000000001; delete from c2c_listings where id = 1000000001;
            update c2c_listings set title = 'Damaged' where id = 1000000002; update c2c_images set file_size = 6 where id = 1000000003
            """,
            Source);
        await DriftAsync("update listings set is_deleted = false where id = 1000000004");

        var report = await VerifyAsync();
        report.GetProperty("findings").EnumerateArray().Select(Describe).Should().BeEquivalentTo(
            "1000000001 missing_in_monolith", "1000000002 differs title", "1000000003 differs images[].file_size", "1000000004 missing_in_monolith");
        var repaired = await VerifyAsync(repair: true);

        repaired.GetProperty("verdict").GetString().Should().Be("EQUAL", "{0}", repaired);
        (await Source.ScalarAsync<string>("select string_agg(concat_ws('|', title, condition, metadata #>> '{migration,sku}'), ',' order by id) from c2c_listings"))
            .Should().Be("Made here 1|used|S1,Made here 2|S2,Made here 3|S3");
        (await Target.ScalarAsync<bool>("select is_deleted from listings where id = 1000000004")).Should().BeTrue();
    }

    /// <summary>The pause begins before the first pass can; what a pass has found can be read until the next begins.</summary>
    [TestMethod]
    public async Task Continuous_WithDrift_FindsItAfterAPauseAndGoesOn()
    {
        await InsertListingsAsync(1001, 1400);
        await using var held = await HoldUpAsync(listing: 1400);
        await StartSyncAsync("--Verification:SliceRows=50", "--Verification:Budget=0.5", "--Verification:PassEvery=00:00:01");
        using var http = Client();
        using (await http.PostAsync(new Uri("consistency/continuous/pause", UriKind.Relative), null, TestContext.CancellationToken))
        {
            (await ContinuousAsync(http)).GetProperty("state").GetString().Should().Be("paused");
        }

        await held.DisposeAsync();
        await SyncedAsync();
        await DriftAsync("update listings set price = price + 1 where id in (1010, 1390)");
        (await ContinuousAsync(http)).GetProperty("passes").GetInt32().Should().Be(0);

        using (await http.PostAsync(new Uri("consistency/continuous/resume", UriKind.Relative), null, TestContext.CancellationToken))
        {
            await Eventually.IsTrueAsync(
                async () => (await ContinuousAsync(http)) is var status && status.GetProperty("findings").EnumerateArray().Select(Describe).SequenceEqual(["1010 differs price", "1390 differs price"], StringComparer.Ordinal),
                "a pass has found both", TestContext.CancellationToken);
        }

        await Eventually.IsTrueAsync(async () => (await ContinuousAsync(http)).GetProperty("passes").GetInt32() > 1, "passes are done again", TestContext.CancellationToken);
    }

    /// <summary>The second slice ends at 0, which is also what an earlier version's cursor says at the beginning.</summary>
    [TestMethod]
    public async Task Continuous_FromTheBeginning_ComparesIdsBelowOneToo()
    {
        await InsertListingsAsync(-39, 40);
        await StartSyncAsync("--Verification:Continuous=false");
        await SyncedAsync();
        await StopSyncAsync();
        await Target.ExecuteAsync("insert into sync_verification (last_id) values (0)");
        await DriftAsync("update listings set price = 1000 where id in (-39, 0, 40)");

        await StartSyncAsync("--Verification:SliceRows=20", "--Verification:Budget=1", "--Verification:PassEvery=01:00:00");
        using var http = Client();
        await Eventually.IsTrueAsync(async () => (await ContinuousAsync(http)).GetProperty("passes").GetInt32() == 1, "the pass is done", TestContext.CancellationToken);

        (await ContinuousAsync(http)).GetProperty("findings").EnumerateArray().Select(Describe).Should().Equal("-39 differs price", "0 differs price", "40 differs price");
    }

    [TestMethod]
    public async Task Continuous_AfterARestart_GoesOnWhereItWas()
    {
        await InsertListingsAsync(1001, 1200);
        await StartSyncAsync("--Verification:Continuous=false");
        await SyncedAsync();
        await StopSyncAsync();
        await Target.ExecuteAsync("insert into sync_verification (last_id) values (1100)");
        await DriftAsync("update listings set price = price + 1 where id in (1010, 1190)");

        await StartSyncAsync("--Verification:PassEvery=01:00:00");
        using var http = Client();
        await Eventually.IsTrueAsync(async () => (await ContinuousAsync(http)).GetProperty("passes").GetInt32() == 1, "the pass is done", TestContext.CancellationToken);

        (await ContinuousAsync(http)).GetProperty("findings").EnumerateArray().Select(Describe).Should().Equal("1190 differs price");
        (await Target.ScalarAsync<long>("select last_id from sync_verification")).Should().Be(0, "the next pass begins at the beginning");
    }

    private async Task<JsonElement> ContinuousAsync(HttpClient http)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri("consistency/continuous", UriKind.Relative), TestContext.CancellationToken));
        return document.RootElement.Clone();
    }

    [TestMethod]
    public async Task Cutover_WithASequenceBehind_SaysWhatIsMissing()
    {
        await InsertListingsAsync(1001, 1010);
        await StartSyncAsync();
        await SyncedAsync();
        using var http = Client();

        var answer = await http.GetStringAsync(new Uri("cutover", UriKind.Relative), TestContext.CancellationToken);
        answer.Should().Contain("\"ready\": false").And.Contain("sequence global_product_id_seq").And.Contain("highest id 1010");

        await Source.ExecuteAsync("select setval('global_product_id_seq', 2000), setval('c2c_images_id_seq', 2000)");

        // A stream that is where it should be may be about to say that it runs.
        await Eventually.IsTrueAsync(
            async () => (await http.GetStringAsync(new Uri("cutover", UriKind.Relative), TestContext.CancellationToken)).Contains("\"ready\": true", StringComparison.Ordinal),
            "nothing is missing",
            TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Replay_AfterACategoryCame_LeavesQuarantine()
    {
        await InsertListingsAsync(1001, 1003);
        await StartSyncAsync();
        await SyncedAsync();
        await DriftAsync("insert into sync_quarantine (source_table, source_id, reasons, source_row) select 'c2c_listings', 1002, '{category_unknown}', '{}'; delete from listings where id = 1002");
        var row = await Source.ScalarAsync<string>("select row_to_json(l)::text from c2c_listings l where id = 1002");
        await Target.ExecuteAsync($"update sync_quarantine set source_row = '{row}'");

        using var http = Client();
        using var answer = await http.PostAsync(new Uri("quarantine/replay", UriKind.Relative), null, TestContext.CancellationToken);

        answer.EnsureSuccessStatusCode();
        (await Target.ScalarAsync<long>("select count(*) from sync_quarantine")).Should().Be(0);
        (await Target.ScalarAsync<string>("select title from listings where id = 1002")).Should().Be("Listing 1002");
    }

    /// <summary>Past the triggers, and marked as written by DataSync, so that the way back does not carry it.</summary>
    private static async Task DriftAsync(string sql, TestDatabase? database = null)
    {
        database ??= Target;
        await database.ExecuteAsync("select pg_replication_origin_create('datasync_drift') where pg_replication_origin_oid('datasync_drift') is null");
        await database.ExecuteAsync(
            $"select pg_replication_origin_session_setup('datasync_drift'); begin; set local session_replication_role = replica; {sql}; commit; select pg_replication_origin_session_reset()");
    }

    private static string Describe(JsonElement finding)
        => string.Join(' ', finding.GetProperty("fields").EnumerateArray()
            .Select(field => string.Concat(field.GetProperty("field").GetString()!.Where(letter => !char.IsAsciiDigit(letter))))
            .Distinct(StringComparer.Ordinal)
            .Prepend(finding.GetProperty("what").GetString())
            .Prepend(finding.GetProperty("id").GetRawText()));

    private async Task<JsonElement> VerifyAsync(bool repair = false)
    {
        using var http = Client();
        using var answer = await http.PostAsync(new Uri($"consistency/verify?repair={repair}", UriKind.Relative), null, TestContext.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.CancellationToken);
        answer.IsSuccessStatusCode.Should().BeTrue(text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

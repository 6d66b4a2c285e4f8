using Migration.DataSync.Databases;
using Migration.DataSync.Tests.Fixture;
using Migration.DataSync.Verification;
using Npgsql;

namespace Migration.DataSync.Tests.Verification;

/// <summary>What is drift, and what cannot be told yet, of a listing that somebody changes while it is compared.</summary>
[TestClass]
public sealed class JudgementTests : SyncTest
{
    [TestCleanup]
    public Task RemoveAsync() => Source.ExecuteAsync("drop schema if exists hot cascade");

    [TestMethod]
    public async Task Verify_ListingThatIsAnotherVersionEachTime_IsUnresolvedAndInconclusive()
    {
        await InsertListingsAsync(1001, 1020);
        await BackfillAsync();

        var report = await VerifyHotAsync("jsonb_build_object('updated_at', clock_timestamp() at time zone 'UTC')");

        report.Verdict.Should().Be("INCONCLUSIVE");
        report.Findings.Select(finding => (finding.Id, finding.Verdict)).Should().Equal((1007, "UNRESOLVED"));
    }

    [TestMethod]
    public async Task Verify_OtherContentUnderTheSameVersion_IsDriftHoweverHotTheListingIs()
    {
        await InsertListingsAsync(1001, 1020);
        await BackfillAsync();

        var report = await VerifyHotAsync("jsonb_build_object('title', 'Read at ' || clock_timestamp())");

        report.Verdict.Should().Be("DRIFT");
        report.Findings.Select(finding => (finding.Id, finding.Verdict, finding.Fields.Single().Field)).Should().Equal((1007, "DRIFT", "title"));
    }

    [TestMethod]
    public async Task Repair_StatementsRunTwice_ChangeNothingTheSecondTime()
    {
        await InsertListingsAsync(1001, 1020);
        await BackfillAsync();
        await Target.ExecuteAsync("""
            set session_replication_role = replica; delete from listing_images where listing_id = 1003; delete from listings where id = 1003;
            update listings set price = 1 where id = 1005; update listing_images set is_primary = not is_primary where listing_id = 1006;
            insert into listings (id, user_id, title, price, category_id, slug) values (900, 1, 'Nobody knows it', 1, 1101, 'x-900'); reset session_replication_role
            """);
        var plan = (await VerifyAsync(Source.ConnectionString)).Findings.SelectMany(finding => finding.Repair).ToList();
        plan.Should().HaveCountGreaterThan(4, "a plan is only made, not followed");
        var statements = $"set migration.applying = 'on'; {string.Join("; ", plan)}; reset migration.applying";

        await Target.ExecuteAsync(statements);
        var once = await ContentAsync();
        await Target.ExecuteAsync(statements);

        (await ContentAsync()).Should().Be(once);
        (await VerifyAsync(Source.ConnectionString)).Verdict.Should().Be("EQUAL");
    }

    /// <summary>Listing 1007 reads otherwise each time.</summary>
    private static async Task<VerificationReport> VerifyHotAsync(string change)
    {
        await Source.ExecuteAsync($$"""
            create schema hot;
            create view hot.c2c_listings as
                select (jsonb_populate_record(l, case when l.id = 1007 then {{change}} else '{}' end)).* from public.c2c_listings l
            """);
        return await VerifyAsync(new NpgsqlConnectionStringBuilder(Source.ConnectionString) { SearchPath = "hot,public" }.ConnectionString);
    }

    private static async Task<VerificationReport> VerifyAsync(string source)
    {
        await using (var connection = await Source.Source.OpenConnectionAsync())
        {
            // The mapping's functions, which the first start of the service makes.
            await SyncSchema.EnsureAsync(connection, CancellationToken.None);
        }

        await using var databases = DatabasePair.Of(source, Target.ConnectionString, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var verifier = new Verifier(
            databases, new IndexVerifier(databases, new SearchNode(null), TimeProvider.System), new StreamWatermark(databases, TimeProvider.System), TimeProvider.System);
        return await verifier.VerifyAsync(repair: false, CancellationToken.None);
    }

    private static Task<string> ContentAsync() => Target.ScalarAsync<string>("""
        select md5(string_agg(t, '|' order by t)) from (
            select l::text from listings l union all select i::text from listing_images i
            union all select concat_ws(',', a.listing_id, a.attribute_key, a.attribute_value) from listing_attributes a
            union all select concat_ws(',', o.listing_id, o.city) from listing_locations o
        ) rows (t)
        """);
}

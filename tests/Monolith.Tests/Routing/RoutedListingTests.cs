using System.Net;
using Grpc.Core;
using Migration.Monolith.Tests.Hosting;
using Migration.TrafficRouter.Resilience;

namespace Migration.Monolith.Tests.Routing;

[TestClass]
public sealed class RoutedListingTests : RoutedMonolith
{
    private const string One = MonolithHost.Listings + "/1001";
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private const string Create = """{"title":"Gradski bicikl","price":12500.50,"category_id":1103}""";

    [TestMethod]
    public async Task Get_IsAnsweredByTheMicroserviceInTheMonolithsShape()
    {
        var there = await SendAsync(HttpMethod.Get, One, 5);
        var here = await SendAsync(HttpMethod.Get, One, 5, null, ("X-Route-To", "monolith"));

        there.Status.Should().Be(HttpStatusCode.OK);
        there.Header("X-Served-By").Should().Be("microservice");
        there.Header("X-Routing-Reason").Should().Be("percentage");
        there.Header("X-Routing-Arm").Should().Be("microservice");
        there.Header("X-Routing-Flag").Should().Be("marketplace");
        there.Header("X-Routing-Flag-Version").Should().Be("1");
        there.Header("X-Routing-Seed").Should().Be("1");
        int.Parse(there.Header("X-Routing-Bucket")!, System.Globalization.CultureInfo.InvariantCulture).Should().BeInRange(0, 99_999);
        there.Text.Should().Contain("\"price\":12500.50").And.Contain("\"latitude\":45.25000000").And.Contain("\"condition\":\"used\"").And.Contain("\"file_name\":\"b.png\"");
        here.Header("X-Served-By").Should().Be("monolith");
        here.Header("X-Routing-Reason").Should().Be("forced_header");
        there.Json.EnumerateObject().Select(field => field.Name).Should().Equal(here.Json.EnumerateObject().Select(field => field.Name));
    }

    [TestMethod]
    [DataRow(MonolithHost.Listings + "?limit=5", "ListListings")]
    [DataRow("/api/v1/marketplace/search?query=bicikl", "SearchListings")]
    public async Task Pages_AreAnsweredByTheMicroservice(string path, string method)
    {
        var answer = await SendAsync(HttpMethod.Get, path, 5);

        answer.Header("X-Served-By").Should().Be("microservice");
        answer.Json.GetProperty("total").GetInt32().Should().Be(1);
        answer.Json.GetProperty("listings")[0].GetProperty("title").GetString().Should().Be("From the microservice");
        Listings.Calls.Should().ContainSingle().Which.Method.Should().Be(method);
    }

    [TestMethod]
    public async Task Call_CarriesTokenDeadlineAndTrace()
    {
        var started = TimeProvider.System.GetTimestamp();
        await SendAsync(HttpMethod.Get, One, 5);
        var took = TimeProvider.System.GetElapsedTime(started);

        var call = Listings.Calls.Single();
        call.Headers.GetValue("authorization").Should().StartWith("Bearer ");
        call.Headers.GetValue("traceparent").Should().NotBeNull();

        // The wire carries what is left of the time, where that is long in whole seconds; on arrival the way there has been added to it.
        var deadline = Time.GetUtcNow().UtcDateTime + CallTimes.ReadAttempt;
        call.Deadline.Should().BeOnOrAfter(deadline - Millisecond).And.BeOnOrBefore(deadline + took + Second);
    }

    [TestMethod]
    public async Task Writes_AreDoneByTheMicroservice()
    {
        var created = await SendAsync(HttpMethod.Post, MonolithHost.Listings, 5, Create, ("Idempotency-Key", "k-1"));
        var updated = await SendAsync(HttpMethod.Patch, One, 5, """{"price":99.5,"status":"active"}""");
        var deleted = await SendAsync(HttpMethod.Delete, One, 5);

        created.Status.Should().Be(HttpStatusCode.Created);
        created.Header("Location").Should().Be(One);
        created.Header("X-Served-By").Should().Be("microservice");
        Listings.Created!.UserId.Should().Be(5);
        Listings.Created.Currency.Should().Be("RSD");
        Listings.Created.Price.Should().Be(12500.5);
        Listings.Calls[0].Headers.GetValue("idempotency-key").Should().Be("k-1");
        updated.Status.Should().Be(HttpStatusCode.OK);
        Listings.Updated!.HasTitle.Should().BeFalse();
        Listings.Updated.Status.Should().Be("active");
        deleted.Status.Should().Be(HttpStatusCode.NoContent);
        deleted.Header("X-Served-By").Should().Be("microservice");
    }

    [TestMethod]
    public async Task Writes_OutsideTheContract_StayOnTheMonolith()
    {
        var created = await SendAsync(HttpMethod.Post, MonolithHost.Listings, 5, """{"title":"Gradski bicikl","price":1,"category_id":1103,"city":"Novi Sad"}""");

        created.Status.Should().Be(HttpStatusCode.Created);
        created.Header("X-Served-By").Should().Be("monolith");
        created.Header("X-Routing-Reason").Should().Be("outside_contract");
        Listings.Calls.Should().BeEmpty();
    }

    [TestMethod]
    [DataRow(StatusCode.NotFound, 404, "not_found")]
    [DataRow(StatusCode.InvalidArgument, 400, "invalid_input")]
    [DataRow(StatusCode.OutOfRange, 400, "invalid_input")]
    [DataRow(StatusCode.PermissionDenied, 403, "forbidden")]
    [DataRow(StatusCode.Unauthenticated, 401, "unauthenticated")]
    [DataRow(StatusCode.FailedPrecondition, 409, "failed_precondition")]
    [DataRow(StatusCode.AlreadyExists, 409, "already_exists")]
    [DataRow(StatusCode.ResourceExhausted, 429, "resource_exhausted")]
    public async Task BusinessErrors_KeepTheirMeaning(StatusCode code, int status, string word)
    {
        Listings.Before = (_, _) => throw new RpcException(new Status(code, "said so"));

        var answer = await SendAsync(HttpMethod.Get, One, 5);

        ((int)answer.Status).Should().Be(status);
        answer.ContentType.Should().Be("application/problem+json");
        answer.Json.GetProperty("code").GetString().Should().Be(word);
        answer.Header("X-Served-By").Should().Be("microservice");
    }

    [TestMethod]
    [DataRow(StatusCode.Aborted, 409, "aborted")]
    [DataRow(StatusCode.Unimplemented, 501, "not_implemented")]
    [DataRow(StatusCode.Internal, 503, "outcome_unknown")]
    [DataRow(StatusCode.Unavailable, 503, "outcome_unknown")]
    public async Task WriteErrors_SayWhatIsKnown(StatusCode code, int status, string word)
    {
        var before = await Monolith.QueryAsync<long>("select count(*) from c2c_listings");
        Listings.Before = (_, _) => throw new RpcException(new Status(code, "said so"));

        var answer = await SendAsync(HttpMethod.Post, MonolithHost.Listings, 5, Create);

        ((int)answer.Status).Should().Be(status);
        answer.Json.GetProperty("code").GetString().Should().Be(word);
        answer.Header("Retry-After").Should().Be(status == 503 ? "1" : null);
        (await Monolith.QueryAsync<long>("select count(*) from c2c_listings")).Should().Be(before);
    }

    [TestMethod]
    public async Task Read_MicroserviceGone_IsAnsweredByTheMonolith()
    {
        await Microservice.DisposeAsync();
        var id = (await SendAsync(HttpMethod.Get, MonolithHost.Listings + "?limit=1", 5)).Json.GetProperty("listings")[0].GetProperty("id").GetInt32();

        var answer = await SendAsync(HttpMethod.Get, $"{MonolithHost.Listings}/{id}", 5);

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Header("X-Served-By").Should().Be("monolith-fallback");
        answer.Header("X-Routing-Fallback").Should().Be("connection_refused");
        answer.Header("X-Routing-Arm").Should().Be("microservice");
    }

    [TestMethod]
    public async Task Write_MicroserviceGone_IsDoneByTheMonolith()
    {
        await Microservice.DisposeAsync();

        var answer = await SendAsync(HttpMethod.Post, MonolithHost.Listings, 5, Create);

        answer.Status.Should().Be(HttpStatusCode.Created);
        answer.Header("X-Served-By").Should().Be("monolith-fallback");
        (await Monolith.QueryAsync<long>($"select count(*) from c2c_listings where id = {answer.Json.GetProperty("id").GetInt32()}")).Should().Be(1);
    }

    [TestMethod]
    public async Task Write_ThatHangs_IsUnknownAfterHalfASecond()
    {
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Listings.Before = (_, context) =>
        {
            hangs.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        };
        var answering = SendAsync(HttpMethod.Delete, One, 5);
        await hangs.Task.WaitAsync(TestContext.CancellationToken);

        Time.Advance(CallTimes.WriteAttempt);
        var answer = await answering;

        answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Json.GetProperty("code").GetString().Should().Be("outcome_unknown");
    }

    [TestMethod]
    public async Task Reads_AfterAWriteOnTheMonolith_StayThere()
    {
        var created = await SendAsync(HttpMethod.Post, MonolithHost.Listings, 5, Create, ("X-Route-To", "monolith"));
        var cookie = created.Response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        var mine = await SendAsync(HttpMethod.Get, One, 5, null, ("Cookie", cookie));
        var others = await SendAsync(HttpMethod.Get, One, 6, null, ("Cookie", cookie));

        cookie.Should().StartWith("migration_position=1.monolith.5.").And.MatchRegex("\\.[0-9A-F]+(/|%2F)[0-9A-F]+$");
        mine.Header("X-Served-By").Should().Be("monolith");
        mine.Header("X-Routing-Reason").Should().Be("read_your_writes");
        others.Header("X-Routing-Reason").Should().Be("percentage", "the cookie is that of another user");
    }

    [TestMethod]
    public async Task ShadowReads_ShowWhatDiffers()
    {
        (await PatchFlagAsync("""{"expected_version":1,"reason":"compare","shadow_percent":100,"rollout_percent":0}""")).Status.Should().Be(HttpStatusCode.OK);
        var id = await Monolith.QueryAsync<int>("select id from c2c_listings where price is not null order by id limit 1");
        Listings.Listing.Id = id;
        Listings.Listing.UpdatedAt = (await Monolith.QueryAsync<string>($"select to_char(updated_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from c2c_listings where id = {id}"))!;
        await GetUntilAsync($"{MonolithHost.Listings}/{id}", 5, answer => answer.Header("X-Served-By") == "monolith");

        System.Text.Json.JsonElement report;
        do
        {
            report = (await Monolith.GetAsync("/api/v1/admin/routing/shadow", await AdminAsync())).Json;
        }
        while (report.GetProperty("different").GetInt64() == 0);

        var sample = report.GetProperty("samples")[0];
        sample.GetProperty("operation").GetString().Should().Be("GetListing");
        sample.GetProperty("differences").EnumerateArray().Select(difference => difference.GetProperty("field").GetString()).Should().Contain("title");
    }
}

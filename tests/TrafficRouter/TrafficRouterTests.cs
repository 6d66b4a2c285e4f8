using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Migration.TestSupport;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Faults;
using Migration.TestSupport.Marketplace;
using Migration.TestSupport.Measuring;

namespace Migration.TrafficRouter.Suite;

/// <summary>Does each user go where they should, and can that be changed and proved? Ten questions.</summary>
[TestClass]
[TestCategory("TrafficRouter")]
[Disturbs]
public sealed class TrafficRouterTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const long Canary = 1;
    private const long Nobody = 5_000;
    private const string ByMonolith = "monolith";
    private const string ByMicroservice = "microservice";
    private const string ByFallback = "monolith-fallback";

    private static readonly long[] Canaries = [1, 2, 3];

    private Crowd _crowd = null!;
    private JsonElement _listing;

    private static MarketplaceClient First => RouterEnvironment.First;

    private MarketplaceClient Second
    {
        get
        {
            if (RouterEnvironment.SecondOrNull is null)
            {
                Evidence.NotRun(TestContext, "One instance of the monolith is known of this environment: Target:SecondMonolith is not set.");
            }

            return RouterEnvironment.SecondOrNull;
        }
    }

    private static RoutingAdmin Routing => RouterEnvironment.Routing;

    private long ListingId => _listing.GetProperty("id").GetInt64();

    [TestInitialize]
    public async Task BeginWithNobodyMovedAsync()
    {
        var page = await First.SendAsync(new MarketplaceRequest(HttpMethod.Get, MarketplaceClient.ListingsPath + "?limit=1&status=active") { Operation = "ListListings" }, CancellationToken);
        _listing = page.Json.GetProperty("listings")[0];
        _crowd = new Crowd(ListingId, CancellationToken);
        await SetAsync(percent: 0);
        await WarmUp.CloseBreakersAsync(Routing, CancellationToken);
    }

    [TestMethod]
    public async Task ZeroPercent_TenThousandUsers_AllGoToTheMonolith()
    {
        if (Environment.HasFaults)
        {
            await Environment.Faults.ForgetCallsAsync(Roads.MonolithToListings, CancellationToken);
        }

        var answers = await _crowd.LookAsync(First, Crowd.Users(10_000));

        answers.Should().HaveCount(10_000);
        answers.Values.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK && answer.ServedBy == ByMonolith && answer.Reason == "default_monolith");
        if (Environment.HasFaults)
        {
            (await Environment.Faults.CallsAsync(Roads.MonolithToListings, "*", CancellationToken)).Should().BeEmpty("nothing may have gone over the road to the microservice");
        }
        else
        {
            TestContext.WriteLine("No proxy stands on the road to the microservice: the answers' own word was taken for who gave them.");
        }
    }

    [TestMethod]
    public async Task CanaryUsers_AtZeroPercent_GoToTheMicroserviceAlone()
    {
        foreach (var user in Canaries)
        {
            (await First.GetListingAsync(ListingId, user, CancellationToken)).ToString().Should().StartWith("200 by microservice (canary_user)");
        }

        (await First.GetListingAsync(ListingId, Nobody, CancellationToken)).ToString().Should().StartWith("200 by monolith (default_monolith)");
        (await First.GetListingAsync(ListingId, user: null, CancellationToken)).ToString().Should().StartWith("200 by monolith (default_monolith)");
    }

    [TestMethod]
    public async Task Experiment_OfTwoVariants_DealsUsersByWeightAndForGood()
    {
        const int Count = 1_000;
        await SetAsync(percent: 0, experiments:
        [
            new { name = "layout", variants = new object[] { new { name = "old", weight = 3, side = ByMonolith }, new { name = "new", weight = 1, side = ByMicroservice } } },
        ]);

        var users = Crowd.Users(Count).ToList();
        var answers = await _crowd.LookAsync(First, users);
        var again = await _crowd.LookAsync(Second, users);

        answers.Values.Should().OnlyContain(answer => answer.Reason == "experiment");
        answers.Values.Should().OnlyContain(answer => answer.Header("X-Routing-Variants") == (answer.Header("X-Routing-Arm") == ByMicroservice ? "layout=new" : "layout=old"));
        var (least, most) = Binomial.Bounds(Count, 0.25);
        ((double)answers.Values.Count(answer => answer.Header("X-Routing-Variants") == "layout=new")).Should().BeInRange(least, most);
        again.Should().OnlyContain(answer => answer.Value.Header("X-Routing-Variants") == answers[answer.Key].Header("X-Routing-Variants"), "the other instance must deal alike");
    }

    [TestMethod]
    [Disturbs(Roads = true)]
    public async Task Failure_OfTheMicroservice_FallsBackButABusinessErrorDoesNot()
    {
        var outage = new { name = "outage", type = "status", method = "GetListing", attributes = new { code = "UNAVAILABLE" } };
        MarketplaceAnswer failed;
        await using (await Environment.Faults.InjectAsync(Roads.MonolithToListings, outage, CancellationToken))
        {
            failed = await First.GetListingAsync(ListingId, Canary, CancellationToken);
        }

        var unknown = await First.GetListingAsync(2_000_000_000, Canary, CancellationToken);
        var healed = await First.GetListingAsync(ListingId, Canary, CancellationToken);

        (failed.Status, failed.ServedBy, failed.Header("X-Routing-Fallback")).Should().Be((HttpStatusCode.OK, ByFallback, "unavailable"), "the monolith must answer in its place: {0}", failed);
        failed.Header("X-Routing-Arm").Should().Be(ByMicroservice, "a fallback must not hide where the user belongs");
        (unknown.Status, unknown.ServedBy).Should().Be((HttpStatusCode.NotFound, ByMicroservice), "what the microservice does not know is its answer: {0}", unknown);
        (healed.Status, healed.ServedBy).Should().Be((HttpStatusCode.OK, ByMicroservice), "the road is whole again: {0}", healed);
    }

    [TestMethod]
    public async Task Metrics_AfterEverythingThatWasSent_AgreeExactly()
    {
        if (RouterEnvironment.Metrics is not { } metrics)
        {
            Evidence.NotRun(TestContext, "The monolith's telemetry goes elsewhere: Target:Telemetry is not set.");
            return;
        }

        await SetAsync(percent: 50);

        // So many that one decision in a hundred which is not counted cannot hide, even if this check runs alone.
        await _crowd.LookAsync(First, Crowd.Users(1_000).Concat(Canaries));
        await First.GetListingAsync(2_000_000_000, Canary, CancellationToken);

        var decided = await Eventually.SatisfiesAsync(
            _ => Task.FromResult(metrics.Read(RouterMetrics.Decisions)),
            counted => counted.SequenceEqual(Sent(), StringComparer.Ordinal),
            $"the decisions that the headers told of: {string.Join("; ", Sent())}",
            cancellationToken: CancellationToken);

        decided.Should().NotBeEmpty();
        metrics.Read(RouterMetrics.Fallbacks).Should().Equal(First.FallenBack.Select(each => $"{each.Key.Operation} {each.Key.Cause} {each.Value}").Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task Rollout_FromZeroToAHundred_GrowsByTheRightShareAndNeverTakesBack()
    {
        const int Count = 1_000;
        var users = Crowd.Users(Count).ToList();
        IReadOnlySet<long> before = new HashSet<long>();

        foreach (var percent in new[] { 0, 1, 5, 25, 50, 100 })
        {
            await SetAsync(percent);
            var moved = await _crowd.MovedAsync(First, users);

            var (least, most) = Binomial.Bounds(Count, percent / 100.0);
            ((double)moved.Count).Should().BeInRange(least, most, "{0} % of {1} users are to be moved", percent, Count);
            before.Should().BeSubsetOf(moved, "who was moved before {0} % must stay moved", percent);
            before = moved;
        }
    }

    [TestMethod]
    [Disturbs(Resources = true)]
    public async Task User_AskedAgain_StaysAcrossRequestsInstancesAndRestarts()
    {
        await SetAsync(percent: 50);
        var users = Crowd.Users(300).ToList();
        var moved = await _crowd.MovedAsync(First, users);

        (await _crowd.MovedAsync(First, users)).Should().BeEquivalentTo(moved, "the next request must go where the last one went");
        (await _crowd.MovedAsync(Second, users)).Should().BeEquivalentTo(moved, "every instance must decide alike");
        await Environment.Resources.StopAsync(ResourceNames.SecondMonolith, CancellationToken);
        await Environment.Resources.StartAsync(ResourceNames.SecondMonolith, CancellationToken);
        (await _crowd.MovedAsync(Second, users)).Should().BeEquivalentTo(moved, "a restart must move nobody");
        moved.Should().HaveCountGreaterThan(0).And.HaveCountLessThan(users.Count);
    }

    [TestMethod]
    public async Task Error_OfEitherSide_HasTheSameMeaning()
    {
        var somebodyElses = $"/{ListingId}";
        (HttpMethod Method, string Path, object? Body, HttpStatusCode Status)[] requests =
        [
            (HttpMethod.Get, "/2000000000", null, HttpStatusCode.NotFound),
            (HttpMethod.Patch, "/2000000000", new { title = "Nothing there" }, HttpStatusCode.NotFound),
            (HttpMethod.Delete, "/2000000000", null, HttpStatusCode.NotFound),
            (HttpMethod.Patch, somebodyElses, new { title = "Mine now" }, HttpStatusCode.Forbidden),
            (HttpMethod.Delete, somebodyElses, null, HttpStatusCode.Forbidden),
            (HttpMethod.Post, string.Empty, new { title = "No such shelf", price = 1, category_id = 999_999 }, HttpStatusCode.BadRequest),
        ];

        foreach (var (method, path, body, status) in requests)
        {
            var here = await SendAsync(method, path, Stranger(ByMonolith), body);
            var there = await SendAsync(method, path, Stranger(ByMicroservice), body);

            (here.ServedBy, there.ServedBy).Should().Be((ByMonolith, ByMicroservice), "{0} {1} must be answered by both", method, path);
            (here.Status, there.Status).Should().Be((status, status), "{0} {1} is the same error on both sides: {2}, {3}", method, path, here, there);
            CodeOf(there).Should().Be(CodeOf(here), "a program relies on the code: {0}, {1}", here, there);
            FieldsOf(there).Should().Equal(FieldsOf(here), "the fields that are wrong are the same: {0}, {1}", here, there);
        }
    }

    [TestMethod]
    public async Task KillSwitch_Thrown_OutranksEverything()
    {
        await SetAsync(percent: 100);
        var forced = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Route-To"] = ByMicroservice };
        var created = await SendAsync(
            HttpMethod.Post, string.Empty, Canary, new { title = "Pinned", price = 1, category_id = _listing.GetProperty("category_id").GetInt32() });
        created.ToString().Should().StartWith("201 by microservice");
        var pinned = new Dictionary<string, string>(StringComparer.Ordinal) { ["Cookie"] = created.Header("Set-Cookie")!.Split(';')[0] };

        var version = await Routing.KillAsync(CancellationToken);
        await RoutingAdmin.FollowAsync(First, version, CancellationToken);

        var answers = new Dictionary<string, MarketplaceAnswer>(StringComparer.Ordinal)
        {
            ["canary user"] = await First.GetListingAsync(ListingId, Canary, CancellationToken),
            ["user of a hundred percent"] = await First.GetListingAsync(ListingId, Nobody, CancellationToken),
            ["forced header"] = await First.SendAsync(Look(Nobody, forced), CancellationToken),
            ["pinned user"] = await First.SendAsync(Look(Canary, pinned), CancellationToken),
        };
        foreach (var (who, answer) in answers)
        {
            answer.ToString().Should().StartWith("200 by monolith (kill_switch)", "a {0} must not be served by the microservice either", who);
        }
    }

    [TestMethod]
    public async Task Change_AtRunTime_ReachesEveryInstanceUnderLoadWithinASecond()
    {
        var before = (await Routing.ReadAsync(CancellationToken)).GetProperty("version").GetInt64();
        TimeSpan propagation;
        MarketplaceClient[] instances = [First, Second, .. RouterEnvironment.Instances.Skip(2)];
        await using (var probe = new PropagationProbe(instances, ListingId))
        {
            await Eventually.SatisfiesAsync(_ => Task.FromResult(probe.Answers), answers => answers > 100, "the load runs", cancellationToken: CancellationToken);
            var asked = Stopwatch.GetTimestamp();
            var version = await Routing.ChangeAsync(new { rollout_percent = 100 }, CancellationToken);
            version.Should().BeGreaterThan(before);
            await Task.WhenAll(instances.Select(instance => RoutingAdmin.FollowAsync(instance, version, CancellationToken)));
            await probe.StopAsync();
            propagation = probe.LastOlderThan(version, asked);
            TestContext.WriteLine($"{propagation.TotalMilliseconds:0} ms from asking for the change, its commit included, to the last request that was decided by the old version, of {probe.Answers} requests");
        }

        propagation.Should().BeLessThan(TimeSpan.FromSeconds(1), "an operator's change must be felt at once");
        (await First.GetListingAsync(ListingId, Nobody, CancellationToken)).Reason.Should().Be("percentage");
    }

    private static string CodeOf(MarketplaceAnswer answer) => answer.Json.GetProperty("code").GetString()!;

    private static IEnumerable<string?> FieldsOf(MarketplaceAnswer answer)
        => answer.Json.TryGetProperty("errors", out var errors) ? errors.EnumerateArray().Select(error => error.GetProperty("field").GetString()).Order(StringComparer.Ordinal) : [];

    private static IEnumerable<string> Sent()
        => First.Decided.Select(each => $"{each.Key.Operation} {each.Key.Arm} {each.Key.Reason} {each.Value}").Order(StringComparer.Ordinal);

    private MarketplaceRequest Look(long user, IReadOnlyDictionary<string, string> headers)
        => new(HttpMethod.Get, $"{MarketplaceClient.ListingsPath}/{ListingId}") { User = user, Headers = headers, Operation = "GetListing" };

    /// <summary>Somebody who goes to that side and does not own the listing.</summary>
    private long Stranger(string side)
    {
        var owner = _listing.GetProperty("user_id").GetInt64();
        return side == ByMicroservice ? Canaries.First(user => user != owner) : owner == Nobody ? Nobody + 1 : Nobody;
    }

    private Task<MarketplaceAnswer> SendAsync(HttpMethod method, string path, long user, object? body)
        => First.SendAsync(
            new MarketplaceRequest(method, MarketplaceClient.ListingsPath + path) { User = user, Body = body, Operation = OperationOf(method) }, CancellationToken);

    private static string OperationOf(HttpMethod method) => method.Method switch
    {
        "GET" => "GetListing",
        "POST" => "CreateListing",
        "PATCH" => "UpdateListing",
        _ => "DeleteListing",
    };

    private Task SetAsync(int percent, object[]? experiments = null)
        => Routing.ChangeAsync(
            new { enabled = true, rollout_percent = percent, canary_user_ids = Canaries, deny_user_ids = Array.Empty<long>(), experiments = experiments ?? [] },
            RouterEnvironment.Instances,
            CancellationToken);
}

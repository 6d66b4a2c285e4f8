using System.Globalization;
using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Migration.Contracts.Listings.V1;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.TestSupport;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Faults;
using Migration.TestSupport.Marketplace;

namespace Migration.Connectivity.Suite;

/// <summary>Can the monolith and the microservice talk, and what happens when they cannot? Nine questions.</summary>
[TestClass]
[TestCategory("Connectivity")]
[Disturbs]
public sealed class ConnectivityTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const long User = 1;
    private const long OtherUser = 2;
    private const string ByMicroservice = "microservice";
    private const string ByFallback = "monolith-fallback";

    private static MarketplaceClient Marketplace => ConnectivityEnvironment.Marketplace;

    [TestMethod]
    public async Task HealthCheck_OnTheMonolithsRoad_SaysServing()
    {
        using var channel = await OpenRoadAsync();
        var health = new Health.HealthClient(channel);

        foreach (var service in new[] { string.Empty, "listings.v1.ListingsService" })
        {
            var answer = await health.CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: CancellationToken);
            answer.Status.Should().Be(HealthCheckResponse.Types.ServingStatus.Serving, "service '{0}' must be ready to serve", service);
        }
    }

    [TestMethod]
    public async Task Connection_OnTheMonolithsRoad_IsEstablishedAndListsTheServices()
    {
        using var channel = await OpenRoadAsync();
        await channel.ConnectAsync(CancellationToken);
        channel.State.Should().Be(ConnectivityState.Ready);

        using var reflection = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: CancellationToken);
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = string.Empty }, CancellationToken);
        (await reflection.ResponseStream.MoveNext(CancellationToken)).Should().BeTrue("the microservice must answer a reflection request");
        var services = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);
        await reflection.RequestStream.CompleteAsync();

        services.Should().Contain(["listings.v1.ListingsService", "grpc.health.v1.Health"]);
    }

    [TestMethod]
    public async Task Listing_CreatedReadChangedAndDeleted_IsServedByTheMicroserviceThroughout()
    {
        var category = await CategoryAsync();
        var created = await SendAsync(HttpMethod.Post, string.Empty, User, new { title = "Cycle", description = "there and back", price = 12.5m, category_id = category });
        ShouldBeServed(created, HttpStatusCode.Created);
        var id = created.Json.GetProperty("id").GetInt64();

        var read = await SendAsync(HttpMethod.Get, $"/{id}", User);
        ShouldBeServed(read, HttpStatusCode.OK);
        read.Json.GetProperty("title").GetString().Should().Be("Cycle");
        read.Json.GetProperty("price").GetDecimal().Should().Be(12.5m);
        read.Json.GetProperty("user_id").GetInt64().Should().Be(User, "the microservice must take the owner from the token that the monolith passed on");

        var changed = await SendAsync(HttpMethod.Patch, $"/{id}", User, new { title = "Cycle, changed", price = 13m });
        ShouldBeServed(changed, HttpStatusCode.OK);
        var again = await SendAsync(HttpMethod.Get, $"/{id}", User);
        again.Json.GetProperty("title").GetString().Should().Be("Cycle, changed");
        again.Json.GetProperty("price").GetDecimal().Should().Be(13m);

        ShouldBeServed(await SendAsync(HttpMethod.Delete, $"/{id}", User), HttpStatusCode.NoContent);
        ShouldBeServed(await SendAsync(HttpMethod.Get, $"/{id}", User), HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Token_PassedThrough_IsEnforcedByTheMicroservice()
    {
        var good = await Marketplace.TokenAsync(User, CancellationToken);
        var listings = new ListingsService.ListingsServiceClient(Environment.Listings);
        var category = await CategoryAsync();
        var mine = await CreateAsync(listings, category, good);
        Environment.Made(mine.Listing.Id, User);
        mine.Listing.UserId.Should().Be(User);

        var refused = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["absent"] = null,
            ["expired"] = await Marketplace.IssueAsync(new { user_id = User, expires_in = -3600 }, CancellationToken),
            ["of a wrong key"] = ForgedTokens.SignedByAnotherKey(good),
            ["of algorithm none"] = ForgedTokens.Unsigned(good),
            ["for another audience"] = await Marketplace.IssueAsync(new { user_id = User, audience = "somebody-else" }, CancellationToken),
        };
        foreach (var (what, token) in refused)
        {
            var status = await StatusOfAsync(() => CreateAsync(listings, category, token));
            status.Should().Be(StatusCode.Unauthenticated, "a token {0} must be refused", what);
        }

        var others = await Marketplace.TokenAsync(OtherUser, CancellationToken);
        var change = new UpdateListingRequest { Id = mine.Listing.Id, UserId = OtherUser, Title = "Mine now" };
        (await StatusOfAsync(() => listings.UpdateListingAsync(change, Bearer(others), cancellationToken: CancellationToken).ResponseAsync))
            .Should().Be(StatusCode.PermissionDenied, "another user's listing is not to be changed");
    }

    [TestMethod]
    [Disturbs(Roads = true)]
    public async Task Write_ThatIsNotAnswered_EndsAfterFiveHundredMilliseconds()
    {
        var listing = new { title = "Late", price = 1m, category_id = await CategoryAsync() };
        ShouldBeServed(await SendAsync(HttpMethod.Post, string.Empty, User, listing), HttpStatusCode.Created);
        var late = new List<MarketplaceAnswer>();
        var delay = new { type = "delay", method = "CreateListing", attributes = new { delay = 60_000 } };
        await using (await Environment.Faults.InjectAsync(Roads.MonolithToListings, delay, CancellationToken))
        {
            // Fewer than open the breaker, and enough that one pause of the machine does not decide.
            for (var call = 0; call < 3; call++)
            {
                late.Add(await SendAsync(HttpMethod.Post, string.Empty, User, listing));
            }
        }

        late.Should().OnlyContain(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.ServedBy != ByFallback, "nobody knows whether the write was done");
        late.Select(answer => answer.Json.GetProperty("code").GetString()).Should().OnlyContain(code => code == "outcome_unknown");
        late.Select(answer => answer.Duration.TotalMilliseconds).Order().ElementAt(1).Should().BeInRange(450, 600, "the call has 500 ms");
        ShouldBeServed(await SendAsync(HttpMethod.Post, string.Empty, User, listing), HttpStatusCode.Created);
    }

    [TestMethod]
    public async Task Requests_TwoHundredAtOnce_AreAllAnswered()
    {
        var id = await SeededListingAsync();
        using var channel = await OpenRoadAsync();
        var listings = new ListingsService.ListingsServiceClient(channel);

        var calls = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => listings.GetListingAsync(new GetListingRequest { Id = id }, cancellationToken: CancellationToken).ResponseAsync));
        var requests = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Marketplace.GetListingAsync(id, User, CancellationToken)));

        calls.Should().OnlyContain(call => call.Listing.Id == id);
        requests.Should().OnlyContain(request => request.Status == HttpStatusCode.OK);
        requests.Select(request => request.Json.GetProperty("id").GetInt64()).Should().OnlyContain(answered => answered == id);
        TestContext.WriteLine(
            $"{requests.Count(request => request.ServedBy == ByMicroservice)} of 200 requests were served by the microservice, the others fell back; "
            + $"the slowest took {requests.Max(request => request.Duration).TotalMilliseconds:0} ms");
    }

    [TestMethod]
    [Disturbs(Roads = true)]
    public async Task Request_ThroughTheMonolith_BringsItsTraceAndDeadlineToTheMicroservice()
    {
        var id = await SeededListingAsync();
        await ConnectivityEnvironment.Routing.ResetBreakerAsync("GetListing", CancellationToken);
        await Environment.Faults.ForgetCallsAsync(Roads.MonolithToListings, CancellationToken);
        string traceId;
        using (var request = Environment.Telemetry.StartTrace("read one listing over there"))
        {
            traceId = request.TraceId;
            ShouldBeServed(await Marketplace.GetListingAsync(id, User, CancellationToken), HttpStatusCode.OK);
        }

        var calls = await Eventually.SatisfiesAsync(
            token => Environment.Faults.CallsAsync(Roads.MonolithToListings, "GetListing", token), calls => calls.Count > 0, "the call is on record", cancellationToken: CancellationToken);
        var trace = await Environment.Telemetry.Store.WaitForTraceAsync(
            traceId, trace => trace.IsConnected && SpansOf(trace, ResourceNames.Listings, SpanKind.Server).Any(), cancellationToken: CancellationToken);

        DeadlineOf(calls[0]).TotalMilliseconds.Should().BeInRange(1, 200, "an attempt to read has 200 ms");
        calls[0].Headers["traceparent"].Should().Contain(traceId);
        var served = SpansOf(trace, ResourceNames.Listings, SpanKind.Server).First();
        trace.Spans.Should().Contain(
            span => span.SpanId == served.ParentSpanId && span.Resource.ServiceName == ResourceNames.Monolith, "the microservice's work must hang on the monolith's call: {0}", trace);
    }

    [TestMethod]
    [Disturbs(Roads = true, Resources = true)]
    public async Task Breaker_OverTheWire_OpensHalfOpensAndCloses()
    {
        await Environment.Resources.PauseAsync(CancellationToken);
        var story = await ConnectivityEnvironment.Breaker!.EndAsync(CancellationToken);

        story.Before.Should().Be("closed");
        story.UntilOpen.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK && answer.ServedBy == ByFallback, "a failing microservice must not be the reader's trouble");
        story.Opened.Should().Be("open");
        story.AttemptsUntilOpen.Should().Be(5, "five failures in a row open it");
        story.WhileOpen!.ServedBy.Should().Be(ByFallback);
        story.WhileOpen.Header("X-Routing-Fallback").Should().Be("breaker_open");
        story.AttemptsWhileOpen.Should().Be(0, "an open breaker lets nothing through");
        story.OpenFor.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30), "it stays open for 30 s from its last failure");
        story.AfterOneSuccess.Should().Be("half_open", "one success is not enough");
        story.SecondProbe!.ServedBy.Should().Be(ByMicroservice);
        story.AfterTwoSuccesses.Should().Be("closed");
    }

    [TestMethod]
    [Disturbs(Resources = true)]
    public async Task Microservice_Restarted_IsReachedAgainByTheSameMonolith()
    {
        // Its probes are not to meet a microservice that is away.
        await (ConnectivityEnvironment.Breaker?.EndAsync(CancellationToken) ?? Task.CompletedTask);
        await ConnectivityEnvironment.Routing.ResetBreakerAsync("GetListing", CancellationToken);
        var id = await SeededListingAsync();
        ShouldBeServed(await Marketplace.GetListingAsync(id, User, CancellationToken), HttpStatusCode.OK);
        var monolith = await StartOf(ResourceNames.Monolith);
        var microservice = await StartOf(ResourceNames.Listings);

        await Environment.Resources.StopAsync(ResourceNames.Listings, CancellationToken);
        var meanwhile = await Marketplace.GetListingAsync(id, User, CancellationToken);
        await Environment.Resources.StartAsync(ResourceNames.Listings, CancellationToken);

        // Three attempts of five have failed, and a connection that comes a moment later than the microservice would open the breaker: that is another check's.
        await ConnectivityEnvironment.Routing.ResetBreakerAsync("GetListing", CancellationToken);
        meanwhile.ToString().Should().StartWith("200 by monolith-fallback", "while the microservice is away the monolith must answer");
        var healed = await Eventually.SatisfiesAsync(
            token => Marketplace.GetListingAsync(id, User, token), answer => answer.ServedBy == ByMicroservice, "the microservice serves again", TimeSpan.FromSeconds(15), CancellationToken);
        healed.Status.Should().Be(HttpStatusCode.OK);
        var write = await SendAsync(HttpMethod.Delete, "/2000000000", User);
        write.Status.Should().Be(HttpStatusCode.NotFound, "the first write after it is known what became of: {0}", write);
        (await StartOf(ResourceNames.Listings)).Should().BeAfter(microservice, "the microservice must have been restarted");
        (await StartOf(ResourceNames.Monolith)).Should().Be(monolith, "the monolith must not have been restarted");
    }

    private static void ShouldBeServed(MarketplaceAnswer answer, HttpStatusCode status)
        => (answer.ServedBy, answer.Status).Should().Be((ByMicroservice, status), "that is the road under test: {0}", answer);

    private static IEnumerable<Span> SpansOf(Trace trace, string service, SpanKind kind)
        => trace.Spans.Where(span => span.Kind == kind && span.Resource.ServiceName == service);

    private Task<DateTime> StartOf(string resource) => Environment.Resources.StartedAtAsync(resource, CancellationToken);

    /// <summary><c>199m</c> is 199 milliseconds, <c>200000u</c> microseconds.</summary>
    private static TimeSpan DeadlineOf(WireCall call)
    {
        var text = call.Headers["grpc-timeout"];
        var number = long.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            'n' => TimeSpan.FromTicks(number / 100),
            'u' => TimeSpan.FromMicroseconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'S' => TimeSpan.FromSeconds(number),
            'M' => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
    }

    private static Metadata Bearer(string? token) => token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };

    private static async Task<StatusCode> StatusOfAsync<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException failure)
        {
            return failure.StatusCode;
        }
    }

    /// <summary>As the monolith goes: through the proxy where one stands there.</summary>
    private async Task<GrpcChannel> OpenRoadAsync()
        => Environment.HasFaults
            ? GrpcChannel.ForAddress($"http://{await Environment.Faults.AddressOfAsync(Roads.MonolithToListings, CancellationToken)}")
            : GrpcChannel.ForAddress(Environment.Addresses.Listings);

    private async Task<CreateListingResponse> CreateAsync(ListingsService.ListingsServiceClient listings, int category, string? token)
        => await listings.CreateListingAsync(
            new CreateListingRequest { UserId = User, Title = "Whose?", Price = 1, Currency = "RSD", CategoryId = category, Quantity = 1 },
            Bearer(token),
            cancellationToken: CancellationToken);

    private Task<MarketplaceAnswer> SendAsync(HttpMethod method, string path, long user, object? body = null)
        => Marketplace.SendAsync(new MarketplaceRequest(method, MarketplaceClient.ListingsPath + path) { User = user, Body = body }, CancellationToken);

    /// <summary>Asked of the monolith by nobody, so that no breaker hears of it.</summary>
    private async Task<long> SeededListingAsync() => (await FirstAsync()).Json.GetProperty("listings")[0].GetProperty("id").GetInt64();

    private async Task<int> CategoryAsync() => (await FirstAsync()).Json.GetProperty("listings")[0].GetProperty("category_id").GetInt32();

    private Task<MarketplaceAnswer> FirstAsync()
        => Marketplace.SendAsync(new MarketplaceRequest(HttpMethod.Get, MarketplaceClient.ListingsPath + "?limit=1&status=active"), CancellationToken);
}

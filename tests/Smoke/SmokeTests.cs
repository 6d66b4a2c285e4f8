using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Grpc.Health.V1;
using Migration.Contracts.Listings.V1;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.TestSupport;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Marketplace;
using Migration.TestSupport.Measuring;
using Npgsql;

namespace Migration.Smoke.Suite;

/// <summary>Is the environment there at all? Nine questions, asked before any other suite.</summary>
[TestClass]
[TestCategory("Smoke")]
public sealed class SmokeTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const string ListingsPath = "/api/v1/marketplace/listings";

    [TestMethod]
    public async Task Microservice_AskedForItsHealth_IsServing()
    {
        var health = await new Health.HealthClient(Environment.Listings).CheckAsync(new HealthCheckRequest(), cancellationToken: CancellationToken);

        health.Status.Should().Be(HealthCheckResponse.Types.ServingStatus.Serving, "the microservice must say that it and what it needs are ready");
    }

    [TestMethod]
    public async Task Microservice_OnItsGrpcPort_AcceptsConnections()
    {
        var address = Environment.Addresses.Listings;
        using var client = new TcpClient();

        var connect = async () => await client.ConnectAsync(address.Host, address.Port, CancellationToken);

        await connect.Should().NotThrowAsync($"the microservice must listen on {address}");
    }

    [TestMethod]
    public async Task Monolith_AskedForItsHealth_IsHealthy()
    {
        using var response = await Environment.Monolith.GetAsync("/health", CancellationToken);
        var body = await response.Content.ReadAsStringAsync(CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK, "the monolith must be ready, but it says {0}", body);
        JsonDocument.Parse(body).RootElement.GetProperty("status").GetString().Should().Be("Healthy", "every check of the monolith must pass: {0}", body);
    }

    [TestMethod]
    public async Task MonolithDatabase_AskedWhoItIs_IsSvetubd()
    {
        var identity = await QueryAsync<string>(Environment.Addresses.MonolithDatabase, "select name from database_identity");

        identity.Should().Be("svetubd", "the monolith's connection string must lead to its own database");
    }

    [TestMethod]
    public async Task ListingsDatabase_AskedWhoItIs_IsListingsAtTheNewestSchema()
    {
        var identity = await QueryAsync<string>(Environment.Addresses.ListingsDatabase, "select name from database_identity");
        var version = await QueryAsync<int>(Environment.Addresses.ListingsDatabase, "select schema_version from database_identity");

        identity.Should().Be("listings", "the microservice's connection string must lead to its own database");
        version.Should().Be(ListingsSchema.NewestVersion, "every schema script of the microservice must have run");
    }

    [TestMethod]
    public async Task OpenSearch_AskedForItsHealth_IsGreenOrYellow()
    {
        var health = await Environment.Search.GetFromJsonAsync<JsonElement>("/_cluster/health", CancellationToken);

        health.GetProperty("status").GetString().Should().BeOneOf(["green", "yellow"], "every primary shard must be there: {0}", health);
    }

    [TestMethod]
    public async Task Microservice_AskedForASeededListing_ReturnsIt()
    {
        var seeded = await FirstListingAsync();
        var id = seeded.GetProperty("id").GetInt64();

        var response = await new ListingsService.ListingsServiceClient(Environment.Listings)
            .GetListingAsync(new GetListingRequest { Id = id }, cancellationToken: CancellationToken);

        response.Listing.Id.Should().Be(id);
        response.Listing.Title.Should().Be(seeded.GetProperty("title").GetString(), "both sides must know listing {0} by the same title", id);
    }

    [TestMethod]
    public async Task Routing_InAFreshEnvironment_SendsNobodyToTheMicroservice()
    {
        var routing = await Environment.Monolith.GetFromJsonAsync<JsonElement>("/api/v1/routing", CancellationToken);
        var answers = await AskAsManyAsync();

        Record(Measures.MonolithShareAtZero, 100.0 * answers.Count(answer => answer.ServedBy == "monolith") / answers.Count, answers.Count);
        Record(Measures.FallbacksAtZero, answers.Count(answer => answer.ServedBy == "monolith-fallback"), answers.Count);
        Record(Measures.ErrorsAtZero, answers.Count(answer => answer.Status != HttpStatusCode.OK), answers.Count);
        routing.GetProperty("rollout_percent").GetDecimal().Should().Be(0, "the migration begins with no user moved: {0}", routing);
        answers.Should().OnlyContain(answer => answer.ServedBy == "monolith" && answer.Status == HttpStatusCode.OK, "at 0 percent the monolith must serve all but canaries");
    }

    [TestMethod]
    public async Task Request_ThroughTheMonolith_LeavesOneConnectedTrace()
    {
        if (!Environment.HasTelemetry)
        {
            Evidence.NotRun(TestContext, "The services of this environment send their telemetry elsewhere: Target:Telemetry is not set.");
        }

        var id = (await FirstListingAsync()).GetProperty("id").GetInt64();
        string traceId;
        using (var request = Environment.Telemetry.StartTrace("read one listing"))
        {
            traceId = request.TraceId;
            using var response = await Environment.Monolith.GetAsync($"{ListingsPath}/{id}", CancellationToken);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        var trace = await Environment.Telemetry.Store.WaitForTraceAsync(
            traceId,
            trace => trace.IsConnected && ServerSpans(trace).Any() && trace.Spans.Any(span => span.IsDatabase),
            cancellationToken: CancellationToken);

        trace.Spans.Should().OnlyContain(span => span.TraceId == traceId);
        trace.Orphans.Should().BeEmpty("the parent of every span must be there: {0}", trace);
        ServerSpans(trace).Should().ContainSingle("the monolith must record the request that it served: {0}", trace);
        trace.Spans.Should().Contain(span => span.IsDatabase && span.Resource.ServiceName == ResourceNames.Monolith, "the monolith must record its query: {0}", trace);
    }

    private void Record(Measure measure, double value, int samples) => Evidence.Record(TestContext, measure, new Measured(value, samples));

    /// <summary>Users with a number, none of them a canary, and visitors without one.</summary>
    private async Task<IReadOnlyList<MarketplaceAnswer>> AskAsManyAsync()
    {
        const int Users = 200;
        const int Visitors = 400;
        const long FirstUser = 100;
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        var id = (await FirstListingAsync()).GetProperty("id").GetInt64();
        var answers = new List<MarketplaceAnswer>();
        for (var user = FirstUser; user < FirstUser + Users; user++)
        {
            answers.Add(await marketplace.GetListingAsync(id, user, CancellationToken));
        }

        for (var visitor = 0; visitor < Visitors; visitor++)
        {
            var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Visitor-Id"] = $"smoke-{visitor}" };
            answers.Add(await marketplace.SendAsync(new MarketplaceRequest(HttpMethod.Get, $"{ListingsPath}/{id}") { Headers = headers }, CancellationToken));
        }

        return answers;
    }

    private static IEnumerable<Span> ServerSpans(Trace trace)
        => trace.Spans.Where(span => span.Kind == SpanKind.Server && string.Equals(span.Resource.ServiceName, ResourceNames.Monolith, StringComparison.Ordinal));

    private async Task<JsonElement> FirstListingAsync()
    {
        var page = await Environment.Monolith.GetFromJsonAsync<JsonElement>($"{ListingsPath}?limit=1", CancellationToken);
        page.GetProperty("listings").GetArrayLength().Should().Be(1, "the environment must have been seeded");
        return page.GetProperty("listings")[0];
    }

    private async Task<T> QueryAsync<T>(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(CancellationToken))!;
    }
}

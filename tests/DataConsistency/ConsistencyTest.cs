using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Migration.TestSupport;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Measuring;

namespace Migration.DataConsistency.Suite;

/// <summary>What the nine checks share: both databases, DataSync's API, a user who writes.</summary>
public abstract class ConsistencyTest(TestContext testContext) : EnvironmentTest(testContext)
{
    protected const string ListingsPath = "/api/v1/marketplace/listings";
    protected const int UserId = 7;

    /// <summary>Tells the checks' listings from others, should a run be killed before it deletes them.</summary>
    private const string Description = "Napravljen za proveru";

    internal Database Monolith { get; } = new(MigrationEnvironment.Current.Addresses.MonolithDatabase);

    internal Database Microservice { get; } = new(MigrationEnvironment.Current.Addresses.ListingsDatabase);

    private HttpClient? DataSync { get; set; }

    [TestInitialize]
    public async Task FindDataSyncAsync()
    {
        if (Environment.Addresses.DataSync is not { } address)
        {
            Evidence.NotRun(TestContext, "DataSync does not run in this environment, or its address is not known, so nothing is expected to keep the two databases the same.");
            return;
        }

        DataSync = new HttpClient { BaseAddress = address };
        using var health = await DataSync.GetAsync(new Uri("/health", UriKind.Relative), CancellationToken);
        health.IsSuccessStatusCode.Should().BeTrue("DataSync must follow both ways, but it says {0}", await health.Content.ReadAsStringAsync(CancellationToken));
    }

    [TestCleanup]
    public async Task CloseAsync()
    {
        DataSync?.Dispose();
        await Monolith.DisposeAsync();
        await Microservice.DisposeAsync();
    }

    protected async Task<JsonElement> VerifyAsync(bool repair = false)
    {
        using var answer = await DataSync!.PostAsync(new Uri($"/consistency/verify?repair={repair}", UriKind.Relative), null, CancellationToken);
        answer.IsSuccessStatusCode.Should().BeTrue("the verifier must answer: {0}", await answer.Content.ReadAsStringAsync(CancellationToken));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken);
    }

    /// <summary>Changed rows that one of the two ways, forward or back, has applied since it was started.</summary>
    protected async Task<long> AppliedAsync(string way)
    {
        var status = await DataSync!.GetFromJsonAsync<JsonElement>("/sync/status", CancellationToken);
        return status.GetProperty("streams").EnumerateArray().Single(stream => stream.GetProperty("stream").GetString() == way).GetProperty("rows").GetInt64();
    }

    protected async Task ShouldBeEqualAsync(string because)
    {
        var report = await VerifyAsync();
        report.GetProperty("verdict").GetString().Should().Be("EQUAL", "{0}: {1}", because, report);
    }

    /// <summary>Sends a request of the test user to the monolith.</summary>
    protected async Task<JsonElement> MonolithAsync(HttpMethod method, string path, object? body)
    {
        using var login = await Environment.Monolith.PostAsJsonAsync("/api/v1/auth/token", new { user_id = UserId }, CancellationToken);
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>(CancellationToken)).GetProperty("access_token").GetString();
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Environment.Monolith.SendAsync(request, CancellationToken);
        var text = await response.Content.ReadAsStringAsync(CancellationToken);
        response.IsSuccessStatusCode.Should().BeTrue("the monolith must accept {0} {1}: {2}", method, path, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    protected async Task<long> CreateOnTheMonolithAsync(string title)
    {
        var category = await Monolith.ScalarAsync<int>("select max(id) from c2c_categories", CancellationToken);
        var created = await MonolithAsync(HttpMethod.Post, ListingsPath, new { title, description = Description, price = 120.5, category_id = category, condition = "used", city = "Niš", original_language = "sr" });
        var row = created.TryGetProperty("listing", out var listing) ? listing : created;
        var id = row.GetProperty("id").GetInt64();
        Environment.Made(id, (long)UserId);
        return id;
    }

    protected async Task<long> CreateOnTheMicroserviceAsync(string title)
    {
        var id = await InsertIntoTheMicroserviceAsync(title);
        Environment.Made(id, (long)UserId);
        return id;
    }

    private Task<long> InsertIntoTheMicroserviceAsync(string title) => Microservice.ScalarAsync<long>(
        $"""
        with l as (
            insert into listings (user_id, title, description, price, category_id, sku, quantity)
            select {UserId}, '{title}', '{Description}', 33.30, max(id), 'SKU-7', 4 from c2c_categories returning id, version
        ), queued as (insert into indexing_queue (listing_id, operation, version) select id, 'index', version from l)
        select id from l
        """,
        CancellationToken);

    /// <summary>Waits for a value of one database to be what the other side wrote.</summary>
    internal Task<T?> ArrivesAsync<T>(Database database, string sql, T expected, string expectation)
        => Eventually.SatisfiesAsync(
            token => database.ScalarAsync<T>(sql, token), value => EqualityComparer<T>.Default.Equals(value, expected), expectation, cancellationToken: CancellationToken);
}

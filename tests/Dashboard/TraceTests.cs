using System.Net.Http.Json;
using System.Text.Json;
using Migration.Dashboard.Tests.Browser;
using Migration.TestSupport;
using Migration.TestSupport.Marketplace;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests;

/// <summary>One request through every process is one trace on the page.</summary>
[TestClass]
public sealed class TraceTests(TestContext testContext) : DashboardTest(testContext)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task Request_ForAListingInQuarantine_IsOneTraceThroughBothServicesAndBothDatabases()
    {
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        await new RoutingAdmin(marketplace).ChangeAsync(new { enabled = true }, [marketplace], CancellationToken);

        // The microservice does not have it, and says so after it has asked its database; then the monolith answers from its own.
        var id = await QuarantinedListingAsync();
        var traceId = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/marketplace/listings/{id}");
        request.Headers.Add("X-Route-To", "microservice");
        request.Headers.Add("traceparent", $"00-{traceId}-00f067aa0ba902b7-01");
        using var response = await Environment.Monolith.SendAsync(request, CancellationToken);
        response.EnsureSuccessStatusCode();

        await WaitForSpansAsync(traceId, "monolith in svetubd", "listings in listings");
        await using var session = await BrowserSession.OpenAsync(DashboardHost.Current, TestContext);
        await session.GoAsync($"/traces/{traceId}");

        await Expect(session.Page.Locator(".span-row").First).ToBeVisibleAsync();
        await Expect(session.Page.Locator(".waterfall")).ToContainTextAsync("monolith");
        await Expect(session.Page.Locator(".waterfall")).ToContainTextAsync("listings");
        await session.ScreenshotAsync("trace");
    }

    private async Task<long> QuarantinedListingAsync()
    {
        await using var database = NpgsqlDataSource.Create(Environment.Addresses.ListingsDatabase);
        await using var command = database.CreateCommand("select source_id from sync_quarantine where source_table = 'c2c_listings' order by source_id limit 1");
        return await Eventually.SatisfiesAsync(
            async token => await command.ExecuteScalarAsync(token) is long found ? found : 0, id => id > 0, "a listing is in quarantine", s_patience, CancellationToken);
    }

    /// <summary>Services send their spans a moment after they have ended; a failure tells those that have come.</summary>
    private async Task WaitForSpansAsync(string traceId, params string[] expected)
    {
        using var client = new HttpClient { BaseAddress = DashboardHost.Current.Address };
        client.DefaultRequestHeaders.Add("x-api-key", DashboardHost.Token);
        await Eventually.SatisfiesAsync(
            async token =>
            {
                var answer = await client.GetFromJsonAsync<JsonElement>($"/api/telemetry/spans?traceId={traceId}", token);
                return string.Join("; ", answer.GetProperty("items").EnumerateArray().Select(Describe));
            },
            spans => expected.All(part => spans.Contains(part, StringComparison.Ordinal)),
            $"one trace has the spans {string.Join(" and ", expected)}",
            s_patience,
            CancellationToken);
    }

    /// <summary>For example <c>monolith in svetubd: SELECT</c>.</summary>
    private static string Describe(JsonElement span)
    {
        var attributes = span.GetProperty("attributes");
        var where = attributes.TryGetProperty("db.namespace", out var database) || attributes.TryGetProperty("db.name", out database) ? $" in {database.GetString()}" : string.Empty;
        return $"{span.GetProperty("resource").GetString()}{where}: {span.GetProperty("name").GetString()}";
    }
}

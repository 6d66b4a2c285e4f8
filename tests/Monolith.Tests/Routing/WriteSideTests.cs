using System.Net;
using Grpc.Core;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Routing;

[TestClass]
public sealed class WriteSideTests : RoutedMonolith
{
    private const string Create = """{"title":"Gradski bicikl","price":12500.50,"category_id":1103}""";

    [TestMethod]
    public async Task Repeat_AfterAnUnknownOutcome_GoesToTheSameSideAlthoughTheUserWasMoved()
    {
        Listings.Before = (_, _) => throw new RpcException(new Status(StatusCode.Internal, "lost"));
        (await CreateAsync("k-1")).Json.GetProperty("code").GetString().Should().Be("outcome_unknown");
        await PatchFlagAsync("""{"expected_version":1,"reason":"back","rollout_percent":0}""");
        await GetUntilAsync(MonolithHost.Listings, 5, answer => answer.Header("X-Served-By") == "monolith");
        Listings.Before = (_, _) => Task.CompletedTask;

        var repeat = await CreateAsync("k-1");

        repeat.Status.Should().Be(HttpStatusCode.Created);
        repeat.Header("X-Served-By").Should().Be("microservice");
        repeat.Header("X-Routing-Reason").Should().Be("key_claimed");
        (await CreateAsync("k-2")).Header("X-Served-By").Should().Be("monolith");
    }

    [TestMethod]
    public async Task Repeat_AfterAKill_StaysUnknown()
    {
        Listings.Before = (_, _) => throw new RpcException(new Status(StatusCode.Internal, "lost"));
        await CreateAsync("k-1");
        await PostFlagAsync("kill", """{"reason":"errors"}""");
        await GetUntilAsync(MonolithHost.Listings, 5, answer => answer.Header("X-Served-By") == "monolith");

        var repeat = await CreateAsync("k-1");

        repeat.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        repeat.Json.GetProperty("code").GetString().Should().Be("outcome_unknown");
        Listings.Calls.Count(call => call.Method == "CreateListing").Should().BeLessThanOrEqualTo(3, "the kill switch is obeyed");
    }

    [TestMethod]
    public async Task Claim_After24Hours_IsNewAgain()
    {
        await CreateAsync("k-1");
        await Monolith.ExecuteAsync("update write_sides set claimed_at = claimed_at - interval '25 hours'");
        await PatchFlagAsync("""{"expected_version":1,"reason":"back","rollout_percent":0}""");
        await GetUntilAsync(MonolithHost.Listings, 6, answer => answer.Header("X-Served-By") == "monolith");

        (await CreateAsync("k-1")).Header("X-Served-By").Should().Be("monolith");
        await Monolith.ExecuteAsync("update write_sides set claimed_at = claimed_at - interval '25 hours'");
        await CreateAsync("k-2");
        (await Monolith.QueryAsync<string>("select string_agg(key, ' ') from write_sides")).Should().Be("k-2", "what has expired is taken away");
    }

    [TestMethod]
    public async Task Write_NeverStarted_IsTheMonolithsAndStaysThere()
    {
        Listings.Before = (_, _) => throw new RpcException(new Status(StatusCode.Unavailable, "draining"), new Metadata { { "x-migration-not-started", "true" } });
        var first = await CreateAsync("k-1");
        Listings.Before = (_, _) => Task.CompletedTask;

        var repeat = await CreateAsync("k-1");

        first.Header("X-Served-By").Should().Be("monolith-fallback");
        repeat.Header("X-Served-By").Should().Be("monolith");
        repeat.Text.Should().Be(first.Text);
    }

    private Task<Answer> CreateAsync(string key) => SendAsync(HttpMethod.Post, MonolithHost.Listings, 5, Create, ("Idempotency-Key", key));
}

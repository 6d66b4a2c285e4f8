using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Migration.Dashboard.Migrating.Routing;
using Migration.Dashboard.Migrating.Sources;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class MonolithApiTests(TestContext testContext) : IDisposable
{
    private const string Flag = "/api/v1/admin/routing/flags/marketplace";
    private const string TokenPath = "POST /api/v1/auth/token";

    private readonly HttpClient _http = new();
    private readonly FakeTimeProvider _time = new();

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task GetFlag_AsksWithATokenThatIsIssuedOnceAnHour()
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"GET {Flag}", Samples.Flag());
        var sut = Sut(monolith);

        var flag = await sut.GetFlagAsync(Cancellation);
        await sut.GetFlagAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(59.5));
        await sut.GetFlagAsync(Cancellation);

        flag.RolloutPercent.Should().Be(10);
        flag.CanaryUserIds.Should().Equal(1, 2, 3);
        flag.Experiments.Single().Variants.Single().Side.Should().Be("microservice");
        flag.UpdatedBy.Should().Be("admin@example.test");
        monolith.RequestsFor($"GET {Flag}").First().Headers["Authorization"].Should().Be("Bearer a-token");
        monolith.RequestsFor(TokenPath).Should().HaveCount(2);
        monolith.RequestsFor(TokenPath).First().Body.Should().Be("""{"email":"admin@example.test"}""");
    }

    [TestMethod]
    [DataRow("1-", false, DisplayName = "as it was made")]
    [DataRow("3- 2- 1-", false, DisplayName = "changed, but never switched on")]
    [DataRow("3- 2+ 1-", true, DisplayName = "switched on and off")]
    [DataRow("4- 3- 2- 1+", true, DisplayName = "on from the beginning, and changed since")]
    [DataRow("90- 89- 88-", true, DisplayName = "what was before is no longer told")]
    public async Task GetFlag_ThatIsOff_KnowsWhetherItWasSwitchedOff(string versions, bool isKilled)
    {
        await using var monolith = await MonolithAsync();
        var history = versions.Split(' ').Select(version => Samples.Flag(int.Parse(version[..^1], CultureInfo.InvariantCulture), enabled: version[^1] == '+')).ToArray();
        monolith.Answer($"GET {Flag}", history[0]).Answer($"GET {Flag}/history", $$"""{"versions": [{{string.Join(',', history)}}]}""");
        var sut = Sut(monolith);

        var flag = await sut.GetFlagAsync(Cancellation);
        var again = await sut.GetFlagAsync(Cancellation);

        (flag.IsKilled, flag.IsNotStarted).Should().Be((isKilled, !isKilled));
        again.Should().BeEquivalentTo(flag);
        monolith.RequestsFor($"GET {Flag}/history").Should().ContainSingle("a version that was judged stays what it is");
    }

    [TestMethod]
    public async Task GetHistory_OfARolloutThatWasStartedAndKilled_TellsTheTwoKindsOfOffApart()
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"GET {Flag}/history", $$"""{"versions": [{{Samples.Flag(3, enabled: false)}}, {{Samples.Flag(2)}}, {{Samples.Flag(1, enabled: false)}}]}""");

        var history = await Sut(monolith).GetHistoryAsync(Cancellation);

        history.Versions.Select(version => (version.Version, version.IsKilled, version.IsNotStarted)).Should().Equal((3, true, false), (2, false, false), (1, false, true));
    }

    [TestMethod]
    public async Task GetFlag_WithAConfiguredToken_IssuesNone()
    {
        await using var monolith = await FakeSource.StartAsync();
        monolith.Answer($"GET {Flag}", Samples.Flag());

        await Sut(monolith, ("Dashboard:Migration:AdminToken", "configured")).GetFlagAsync(Cancellation);

        monolith.Requests.Should().ContainSingle().Which.Headers["Authorization"].Should().Be("Bearer configured");
    }

    [TestMethod]
    public async Task GetFlag_OfAMonolithThatIssuesNoTokens_NamesTheSetting()
    {
        await using var monolith = await FakeSource.StartAsync();

        var get = () => Sut(monolith).GetFlagAsync(Cancellation);

        (await get.Should().ThrowAsync<SourceException>()).WithMessage("*set Dashboard:Migration:AdminToken to a token of an administrator.");
    }

    [TestMethod]
    public async Task GetFlag_WithATokenThatIsKnownNoMore_AsksForAnother()
    {
        await using var monolith = await MonolithAsync();
        var asked = 0;
        monolith.Answer($"GET {Flag}", context =>
        {
            context.Response.StatusCode = ++asked == 2 ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK;
            return context.Response.WriteAsync(Samples.Flag(), context.RequestAborted);
        });
        var sut = Sut(monolith);

        await sut.GetFlagAsync(Cancellation);
        await sut.GetFlagAsync(Cancellation);

        monolith.RequestsFor(TokenPath).Should().HaveCount(2);
    }

    [TestMethod]
    public async Task Change_SaysWhatWasReadWhyAndWhoActs()
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"PATCH {Flag}", Samples.Flag(8, "25"));

        var outcome = await Sut(monolith).ChangeAsync(new FlagChange { RolloutPercent = 25, ExpectedVersion = 7, Reason = "second step" }, Cancellation);

        outcome.Should().Match<ChangeOutcome>(done => done.Refusal == null && done.Flag!.Version == 8);
        var request = monolith.RequestsFor($"PATCH {Flag}").Single();
        request.Headers["X-Acting-Through"].Should().Be("dashboard");
        var body = JsonDocument.Parse(request.Body).RootElement;
        body.GetProperty("rollout_percent").GetDecimal().Should().Be(25);
        body.GetProperty("expected_version").GetInt64().Should().Be(7);
        body.GetProperty("reason").GetString().Should().Be("second step");
        body.EnumerateObject().Should().HaveCount(3, "what is not set must not be sent");
    }

    [TestMethod]
    public async Task Change_OfAVersionThatIsNoMore_IsAConflictAndShowsWhatStands()
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"PATCH {Flag}", Samples.Stale, HttpStatusCode.Conflict).Answer($"GET {Flag}", Samples.Flag(8, "50"));

        var outcome = await Sut(monolith).ChangeAsync(new FlagChange { RolloutPercent = 25, ExpectedVersion = 7, Reason = "second step" }, Cancellation);

        outcome.IsConflict.Should().BeTrue();
        outcome.Refusal.Should().StartWith("Changed by somebody else");
        outcome.Flag!.RolloutPercent.Should().Be(50);
    }

    [TestMethod]
    public async Task Change_ThatIsNotAnswered_SaysThatItMayHaveBeenMade()
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"PATCH {Flag}", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var outcome = await Sut(monolith).ChangeAsync(new FlagChange { RolloutPercent = 25, ExpectedVersion = 7, Reason = "second step" }, Cancellation);

        outcome.IsConflict.Should().BeFalse();
        outcome.Refusal.Should().EndWith("Whether the change was made is not known: look at the version.");
        outcome.Flag.Should().BeNull();
    }

    [TestMethod]
    public async Task KillAndRollBack_SendWhatTheMonolithAsksFor()
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"POST {Flag}/kill", Samples.Flag(8, enabled: false)).Answer($"POST {Flag}/rollback", Samples.Flag(9));
        var sut = Sut(monolith);

        var killed = await sut.KillAsync("errors", Cancellation);
        var back = await sut.RollBackAsync(7, 8, "over", Cancellation);

        killed.Flag!.IsKilled.Should().BeTrue();
        back.Flag!.Version.Should().Be(9);
        monolith.RequestsFor($"POST {Flag}/kill").Single().Body.Should().Be("""{"reason":"errors"}""");
        monolith.RequestsFor($"POST {Flag}/rollback").Single().Body.Should().Be("""{"version":7,"expected_version":8,"reason":"over"}""");
    }

    [TestMethod]
    public async Task Try_SendsTheChangeAlone()
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"POST {Flag}/dry-run", """{"known_users": 100, "moved_to_microservice": 15, "moved_to_monolith": 0, "on_microservice_before": 10, "on_microservice_after": 25, "version": 7}""");

        var run = await Sut(monolith).TryAsync(new FlagChange { RolloutPercent = 25 }, Cancellation);

        run.Should().Be(new DryRun(100, 15, 0, 10, 25, 7));
        monolith.RequestsFor($"POST {Flag}/dry-run").Single().Body.Should().Be("""{"rollout_percent":25}""");
    }

    [TestMethod]
    [DataRow(null, "?user_id=42")]
    [DataRow(3L, "?user_id=42&version=3")]
    public async Task Explain_AsksAboutAUserAtAVersion(long? version, string query)
    {
        await using var monolith = await MonolithAsync();
        monolith.Answer($"GET {Flag}/explain", """
            {"flag": "marketplace", "version": 3, "user_id": 42, "arm": "microservice", "reason": "percentage", "bucket": 4211, "seed": "1", "salt": "svetu/marketplace/1", "key": "u:42", "variants": null}
            """);

        var why = await Sut(monolith).ExplainAsync(42, version, Cancellation);

        why.Bucket.Should().Be(4211);
        monolith.RequestsFor($"GET {Flag}/explain").Single().Query.Should().Be(query);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<FakeSource> MonolithAsync() => (await FakeSource.StartAsync()).Answer(TokenPath, Samples.Token);

    private MonolithApi Sut(FakeSource monolith, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var client = new SourceClient("monolith", monolith.Address, _http, _time);
        return new MonolithApi(client, new AdminToken(new SourceAddresses(configuration), client, _time));
    }
}

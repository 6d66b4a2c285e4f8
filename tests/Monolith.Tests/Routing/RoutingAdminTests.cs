using System.Globalization;
using System.Net;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Routing;

[TestClass]
public sealed class RoutingAdminTests : RoutedMonolith
{
    [TestMethod]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"rollout_percent\":-1}", "rollout_percent")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"rollout_percent\":101}", "rollout_percent")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"rollout_percent\":\"NaN\"}", "rollout_percent")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"rollout_percent\":0.0001}", "rollout_percent")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"canary_user_ids\":[1,1e9999]}", "canary_user_ids")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"canary_user_ids\":[0]}", "canary_user_ids")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"deny_user_ids\":[\"1; drop table\"]}", "deny_user_ids")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"seed\":\"a/b\"}", "seed")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"endpoint\":\"ftp://x\"}", "endpoint")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"percent\":5}", "percent")]
    [DataRow("{\"expected_version\":1,\"rollout_percent\":5}", "reason")]
    [DataRow("{\"reason\":\"x\",\"rollout_percent\":5}", "expected_version")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\"}", "body")]
    [DataRow("{\"expected_version\":1,\"reason\":\"x\",\"experiments\":[{\"name\":\"e\",\"variants\":[]}]}", "experiments[0].variants")]
    public async Task Change_Refused_NamesTheFieldAndChangesNothing(string json, string field)
    {
        var answer = await PatchFlagAsync(json);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal(field);
        (await Monolith.GetAsync(FlagPath, await AdminAsync())).Json.GetProperty("version").GetInt32().Should().Be(1);
        (await SendAsync(HttpMethod.Get, MonolithHost.Listings, 5)).Header("X-Served-By").Should().Be("microservice");
    }

    [TestMethod]
    public async Task Change_BrokenJsonOrTooMuch_IsRefused()
    {
        var many = string.Join(',', Enumerable.Range(1, 10_001));

        (await PatchFlagAsync("{\"rollout_percent\":")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PatchFlagAsync("[]")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PatchFlagAsync("""{"expected_version":1,"reason":"x","rollout_percent":NaN}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PatchFlagAsync($$"""{"expected_version":1,"reason":"x","canary_user_ids":[{{many}}]}""")).ErrorFields.Should().Equal("canary_user_ids");
        (await PatchFlagAsync($$"""{"expected_version":1,"reason":"x","canary_user_ids":[{{new string('1', 1_100_000)}}]}""")).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await Monolith.GetAsync(FlagPath, await AdminAsync())).Json.GetProperty("version").GetInt32().Should().Be(1, "what is refused changes nothing");
    }

    [TestMethod]
    public async Task Change_StaleVersion_IsRefusedAndSaysWhichItIs()
    {
        (await PatchFlagAsync("""{"expected_version":1,"reason":"step","rollout_percent":5}""")).Status.Should().Be(HttpStatusCode.OK);

        var late = await PatchFlagAsync("""{"expected_version":1,"reason":"step","rollout_percent":50}""");

        late.Status.Should().Be(HttpStatusCode.Conflict);
        late.Json.GetProperty("code").GetString().Should().Be("stale_version");
        late.ErrorFields.Should().Equal("expected_version");
        (await Monolith.GetAsync(FlagPath, await AdminAsync())).Json.GetProperty("rollout_percent").GetDecimal().Should().Be(5);
    }

    [TestMethod]
    public async Task Change_ByManyAtOnce_OneWins()
    {
        await AdminAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(percent => PatchFlagAsync($$"""{"expected_version":1,"reason":"race","rollout_percent":{{percent}}}""")));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).Should().Be(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).Should().Be(7);
    }

    [TestMethod]
    [DataRow("GET", FlagPath)]
    [DataRow("GET", FlagPath + "/history")]
    [DataRow("GET", FlagPath + "/explain?user_id=1")]
    [DataRow("GET", "/api/v1/admin/routing/breakers")]
    [DataRow("GET", "/api/v1/admin/routing/shadow")]
    [DataRow("PATCH", FlagPath)]
    [DataRow("POST", FlagPath + "/dry-run")]
    [DataRow("POST", FlagPath + "/rollback")]
    [DataRow("POST", FlagPath + "/kill")]
    [DataRow("POST", "/api/v1/admin/routing/breakers/GetListing/isolate")]
    [DataRow("POST", "/api/v1/admin/routing/breakers/GetListing/reset")]
    public async Task Admin_IsForAdminsOnly(string method, string path)
    {
        (await Monolith.SendAsync(HttpMethod.Parse(method), path)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await Monolith.SendAsync(HttpMethod.Parse(method), path, await Monolith.TokenAsync(5))).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestMethod]
    [DataRow("GET", "", null)]
    [DataRow("PATCH", "", "{\"expected_version\":1,\"reason\":\"x\",\"rollout_percent\":1}")]
    [DataRow("POST", "/dry-run", "{\"rollout_percent\":1}")]
    [DataRow("POST", "/rollback", "{\"version\":1,\"expected_version\":1,\"reason\":\"x\"}")]
    [DataRow("POST", "/kill", "{\"reason\":\"x\"}")]
    [DataRow("GET", "/history", null)]
    [DataRow("GET", "/explain?user_id=1", null)]
    public async Task Flag_Unknown_IsNotFound(string method, string action, string? json)
    {
        using var content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        var answer = await Monolith.SendAsync(HttpMethod.Parse(method), $"/api/v1/admin/routing/flags/nothing{action}", await AdminAsync(), content);

        answer.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Kill_OutranksEverythingFromTheNextRequestsOn()
    {
        var killed = await PostFlagAsync("kill", """{"reason":"errors"}""");

        killed.Json.GetProperty("enabled").GetBoolean().Should().BeFalse();
        killed.Json.GetProperty("updated_by").GetString().Should().Be(MonolithHost.AdminEmail);
        var answer = await GetUntilAsync(MonolithHost.Listings, 1, answer => answer.Header("X-Served-By") == "monolith");
        answer.Header("X-Routing-Reason").Should().Be("kill_switch");
        (await PostFlagAsync("kill", """{"reason":"again"}""")).Json.GetProperty("version").GetInt32().Should().Be(2, "it is dead already");
    }

    [TestMethod]
    [DataRow("dashboard", MonolithHost.AdminEmail + " via dashboard")]
    [DataRow("<script>", MonolithHost.AdminEmail)]
    [DataRow("a-name-that-is-longer-than-any-program-has", MonolithHost.AdminEmail)]
    public async Task Change_ThroughAProgram_SaysWhichInTheHistory(string through, string expected)
    {
        using var content = new StringContent("""{"expected_version":1,"reason":"step","rollout_percent":5}""", System.Text.Encoding.UTF8, "application/json");
        content.Headers.Add("X-Acting-Through", through);

        var changed = await Monolith.SendAsync(HttpMethod.Patch, FlagPath, await AdminAsync(), content);

        changed.Json.GetProperty("updated_by").GetString().Should().Be(expected);
    }

    [TestMethod]
    public async Task RollBack_IsANewVersion()
    {
        await PatchFlagAsync("""{"expected_version":1,"reason":"step","rollout_percent":5,"canary_user_ids":[9],"experiments":[{"name":"layout","variants":[{"name":"a","weight":1},{"name":"b","weight":1,"side":"microservice"}]}]}""");

        var back = await PostFlagAsync("rollback", """{"version":1,"expected_version":2,"reason":"errors"}""");
        var history = await Monolith.GetAsync($"{FlagPath}/history", await AdminAsync());

        back.Json.GetProperty("version").GetInt32().Should().Be(3);
        back.Json.GetProperty("rollout_percent").GetDecimal().Should().Be(100);
        back.Json.GetProperty("experiments").GetArrayLength().Should().Be(0);
        history.Json.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()).Should().Equal(3, 2, 1);
        history.Json.GetProperty("versions")[1].GetProperty("experiments")[0].GetProperty("variants")[1].GetProperty("side").GetString().Should().Be("microservice");
        (await PostFlagAsync("rollback", """{"version":99,"expected_version":3,"reason":"x"}""")).ErrorFields.Should().Equal("version");
        (await PostFlagAsync("rollback", """{"version":1,"expected_version":2,"reason":"x"}""")).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [TestMethod]
    public async Task DryRun_SaysWhoWouldMoveAndMovesNobody()
    {
        var less = await PostFlagAsync("dry-run", """{"rollout_percent":10,"canary_user_ids":[]}""");
        var known = less.Json.GetProperty("known_users").GetInt32();

        known.Should().BeGreaterThan(1000);
        less.Json.GetProperty("moved_to_microservice").GetInt32().Should().Be(0);
        less.Json.GetProperty("on_microservice_before").GetInt32().Should().Be(known);
        less.Json.GetProperty("moved_to_monolith").GetInt32().Should().BeInRange((int)(known * 0.88), (int)(known * 0.92));
        (await Monolith.GetAsync(FlagPath, await AdminAsync())).Json.GetProperty("version").GetInt32().Should().Be(1);
        (await PostFlagAsync("dry-run", """{"rollout_percent":1000}""")).ErrorFields.Should().Equal("rollout_percent");
    }

    [TestMethod]
    public async Task Explain_ReplaysADecisionAtAnOlderVersion()
    {
        await PatchFlagAsync("""{"expected_version":1,"reason":"step","rollout_percent":0,"canary_user_ids":[7]}""");
        var served = await GetUntilAsync(MonolithHost.Listings, 42, answer => answer.Header("X-Routing-Flag-Version") == "2");

        var before = (await Monolith.GetAsync($"{FlagPath}/explain?user_id=42&version=1", await AdminAsync())).Json;
        var now = (await Monolith.GetAsync($"{FlagPath}/explain?user_id=42", await AdminAsync())).Json;
        var canary = (await Monolith.GetAsync($"{FlagPath}/explain?user_id=7&version=2", await AdminAsync())).Json;

        before.GetProperty("arm").GetString().Should().Be("microservice");
        before.GetProperty("reason").GetString().Should().Be("percentage");
        now.GetProperty("arm").GetString().Should().Be("monolith");
        now.GetProperty("bucket").GetInt32().ToString(CultureInfo.InvariantCulture).Should().Be(served.Header("X-Routing-Bucket"));
        canary.GetProperty("reason").GetString().Should().Be("canary_user");
        (await Monolith.GetAsync($"{FlagPath}/explain?user_id=42&version=99", await AdminAsync())).Status.Should().Be(HttpStatusCode.NotFound);
        (await Monolith.GetAsync($"{FlagPath}/explain", await AdminAsync())).ErrorFields.Should().Equal("user_id");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("nobody")]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("99999999999999999999")]
    [DataRow("1;drop table users")]
    [DataRow("1\0")]
    public async Task Explain_OfAUserWhoCannotBe_NamesTheField(string user)
    {
        var answer = await Monolith.GetAsync($"{FlagPath}/explain?user_id={Uri.EscapeDataString(user)}", await AdminAsync());

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal("user_id");
    }

    [TestMethod]
    public async Task Breaker_CanBeIsolatedAndReset()
    {
        await SendAsync(HttpMethod.Get, MonolithHost.Listings, 5);

        var isolated = await Monolith.PostAsync("/api/v1/admin/routing/breakers/ListListings/isolate", """{"reason":"maintenance"}""", await AdminAsync());
        var answer = await SendAsync(HttpMethod.Get, MonolithHost.Listings, 5);
        var states = await Monolith.GetAsync("/api/v1/admin/routing/breakers", await AdminAsync());
        var reset = await Monolith.PostAsync("/api/v1/admin/routing/breakers/ListListings/reset", """{"reason":"done"}""", await AdminAsync());

        isolated.Json.GetProperty("breakers").GetProperty("ListListings").GetString().Should().Be("isolated");
        answer.Header("X-Routing-Fallback").Should().Be("breaker_open");
        states.Json.GetProperty("breakers").GetProperty("ListListings").GetString().Should().Be("isolated");
        reset.Json.GetProperty("breakers").GetProperty("ListListings").GetString().Should().Be("closed");
        (await Monolith.PostAsync("/api/v1/admin/routing/breakers/Nothing/reset", """{"reason":"x"}""", await AdminAsync())).Status.Should().Be(HttpStatusCode.NotFound);
        (await Monolith.PostAsync("/api/v1/admin/routing/breakers/ListListings/reset", "{}", await AdminAsync())).ErrorFields.Should().Equal("reason");
    }

    [TestMethod]
    public async Task Restart_NeverUndoesAKill()
    {
        await PostFlagAsync("kill", """{"reason":"errors"}""");

        await using var again = await MonolithHost.StartOnAsync(
            Monolith.Connection, TestContext.CancellationToken, ["--USE_MARKETPLACE_MICROSERVICE=true", "--MARKETPLACE_ROLLOUT_PERCENT=100"]);

        (await again.GetAsync(MonolithHost.Listings)).Header("X-Routing-Reason").Should().Be("kill_switch");
    }

    [TestMethod]
    public async Task Experiments_ShowTheirVariants()
    {
        await PatchFlagAsync("""{"expected_version":1,"reason":"ab","experiments":[{"name":"layout","variants":[{"name":"wide","weight":1}]}]}""");

        var answer = await GetUntilAsync(MonolithHost.Listings, 5, answer => answer.Header("X-Routing-Flag-Version") == "2");

        answer.Header("X-Routing-Variants").Should().Be("layout=wide");
    }
}

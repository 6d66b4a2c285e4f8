using System.Net;
using Migration.Monolith.Tests.Hosting;
using Npgsql;

namespace Migration.Monolith.Tests.Routing;

[TestClass]
public sealed class RoutingFlagTests : SharedMonolith
{
    [TestMethod]
    public async Task Summary_IsPublicAndKeepsTheCanariesToItself()
    {
        var answer = await Monolith.GetAsync("/api/v1/routing");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json.GetProperty("flag").GetString().Should().Be("marketplace");
        answer.Json.GetProperty("enabled").GetBoolean().Should().BeFalse();
        answer.Json.GetProperty("rollout_percent").GetDecimal().Should().Be(0);
        answer.Json.GetProperty("canary_users").GetInt32().Should().Be(3);
        answer.Text.Should().NotContain("canary_user_ids");
    }

    [TestMethod]
    public async Task Flag_IsForAdminsOnly()
    {
        const string Path = "/api/v1/admin/routing/flags/marketplace";

        var byAdmin = await Monolith.GetAsync(Path, await Monolith.AdminTokenAsync());

        (await Monolith.GetAsync(Path)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await Monolith.GetAsync(Path, await Monolith.TokenAsync(5))).Status.Should().Be(HttpStatusCode.Forbidden);
        byAdmin.Json.GetProperty("canary_user_ids").EnumerateArray().Select(id => id.GetInt64()).Should().Equal(1, 2, 3);
        byAdmin.Json.GetProperty("version").GetInt64().Should().Be(1);
        byAdmin.Json.GetProperty("updated_by").GetString().Should().Be("settings");
    }

    [TestMethod]
    [DataRow("nothing")]
    [DataRow("%00")]
    [DataRow("marketplace%27--")]
    public async Task Flag_Unknown_IsNotFound(string name)
        => (await Monolith.GetAsync($"/api/v1/admin/routing/flags/{name}", await Monolith.AdminTokenAsync())).Status.Should().BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);

    [TestMethod]
    public async Task Change_IsRecordedAndTold()
    {
        await using var listener = new NpgsqlConnection(Monolith.Connection);
        await listener.OpenAsync(TestContext.CancellationToken);
        var told = new List<string>();
        listener.Notification += (_, notification) => told.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand("listen routing_flags", listener))
        {
            await listen.ExecuteNonQueryAsync(TestContext.CancellationToken);
        }

        await InsertAsync("recorded");
        await Monolith.ExecuteAsync("update routing_flags set rollout_percent = 5, version = 2, updated_by = 'ann', reason = 'try' where name = 'recorded'");
        await listener.WaitAsync(TestContext.CancellationToken);
        if (told.Count < 2)
        {
            await listener.WaitAsync(TestContext.CancellationToken);
        }

        told.Should().Equal("recorded 1", "recorded 2");
        (await Monolith.QueryAsync<string>("select string_agg(version || ':' || rollout_percent || ':' || changed_by, ' ' order by version) from routing_flag_history where name = 'recorded'"))
            .Should().Be("1:0.000:test 2:5.000:ann");
    }

    [TestMethod]
    [DataRow("update routing_flags set rollout_percent = 9 where name = 'guarded'", DisplayName = "a change without a new version")]
    [DataRow("update routing_flags set version = 3 where name = 'guarded'", DisplayName = "a version left out")]
    [DataRow("update routing_flags set name = 'other', version = 2 where name = 'guarded'", DisplayName = "another name")]
    [DataRow("update routing_flags set rollout_percent = 101, version = 2 where name = 'guarded'", DisplayName = "101 percent")]
    [DataRow("update routing_flags set rollout_percent = 'NaN', version = 2 where name = 'guarded'", DisplayName = "NaN percent")]
    [DataRow("delete from routing_flags where name = 'guarded'", DisplayName = "deletion")]
    [DataRow("truncate routing_flags", DisplayName = "truncation")]
    [DataRow("delete from routing_flag_history where name = 'guarded'", DisplayName = "deletion of history")]
    [DataRow("update routing_flag_history set reason = 'nicer' where name = 'guarded'", DisplayName = "change of history")]
    [DataRow("truncate routing_flag_history", DisplayName = "truncation of history")]
    public async Task Table_RefusesWhatWouldLoseATrace(string sql)
    {
        await InsertAsync("guarded");

        var change = () => Monolith.ExecuteAsync(sql);

        await change.Should().ThrowAsync<PostgresException>();
        (await Monolith.QueryAsync<long>("select version from routing_flags where name = 'guarded'")).Should().Be(1);
    }

    private static Task InsertAsync(string name)
        => Monolith.ExecuteAsync($"insert into routing_flags (name, updated_by, reason) values ('{name}', 'test', 'test') on conflict do nothing");
}

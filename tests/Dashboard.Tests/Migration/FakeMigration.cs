using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Migration.Dashboard.Tests.Migrating;

/// <summary>A monolith, DataSync, FaultProxy and verdict for the page, each with something to show. The flag can be changed, by the monolith's rules.</summary>
internal sealed class FakeMigration : IAsyncDisposable
{
    private const string Flag = "/api/v1/admin/routing/flags/marketplace";

    private static readonly string[] s_lists = ["canary_user_ids", "deny_user_ids", "experiments"];

    private readonly DirectoryInfo _verdicts = Directory.CreateTempSubdirectory("migration-verdict-");
    private int _version = 7;
    private string _percent = "10";
    private bool _enabled = true;
    private string _reason = "first step";
    private JsonObject _set = [];
    private string _older = $", {Samples.Flag(6, "5", true, "smaller")}, {Samples.Flag(5, "0", false, "errors in the index")}";

    private FakeMigration(FakeSource monolith, FakeSource dataSync, FakeSource faultProxy)
    {
        (Monolith, DataSync, FaultProxy) = (monolith, dataSync, faultProxy);
        AnswerRouting();
        monolith
            .Answer("POST /api/v1/auth/token", Samples.Token)
            .Answer("GET /api/v1/admin/routing/breakers", """{"breakers": {"GetListing": "closed", "ListListings": "open", "CreateListing": "half_open"}}""")
            .Answer("POST /api/v1/admin/routing/breakers/GetListing/isolate", """{"breakers": {"GetListing": "isolated"}}""")
            .Answer("POST /api/v1/admin/routing/breakers/ListListings/reset", """{"breakers": {"ListListings": "closed"}}""")
            .Answer("GET /api/v1/admin/routing/shadow", Samples.Shadow)
            .Answer($"GET {Flag}/explain", context => context.Response.WriteAsync(Samples.Explanation(context.Request.Query["user_id"]!, context.Request.Query["version"].ToString() is { Length: > 0 } version ? version : $"{_version}"), context.RequestAborted));
        dataSync.Answer("GET /sync/status", Samples.SyncStatus).Answer("GET /sync/review", Samples.Review).Answer("GET /consistency/report", Samples.Report)
            .Answer("GET /consistency/continuous", """{"state": "waiting", "position": 0, "passes": 12, "used": 0.04, "findings": []}""")
            .Answer("POST /consistency/verify", Samples.Report);
        faultProxy.Answer("GET /proxies", Samples.Proxies).Answer("GET /proxies/monolith-listings/grpc/faults", "[]")
            .Answer("POST /proxies/monolith-listings/toxics", "{}").Answer("POST /proxies/datasync-svetubd", "{}")
            .Answer("DELETE /proxies/datasync-svetubd/toxics/latency_downstream", "", HttpStatusCode.NoContent);
        File.WriteAllText(Path.Join(_verdicts.FullName, "report.json"), Samples.Verdict("run"));
    }

    public FakeSource Monolith { get; }

    public FakeSource DataSync { get; }

    public FakeSource FaultProxy { get; }

    public string[] Arguments =>
    [
        $"--services:monolith:http:0={Monolith.Address}", $"--services:datasync:http:0={DataSync.Address}", $"--services:faultproxy:http:0={FaultProxy.Address}",
        $"--Dashboard:Migration:Verdict={_verdicts.FullName}",
    ];

    public static async Task<FakeMigration> StartAsync() => new(await FakeSource.StartAsync(), await FakeSource.StartAsync(), await FakeSource.StartAsync());

    /// <summary>Somebody else changes the flag.</summary>
    /// <param name="percent">Where it is then.</param>
    /// <param name="reason">Why.</param>
    /// <param name="lists">What else it is then, as JSON: canaries, experiments, …</param>
    public void Change(string percent, string reason, string lists = "{}")
        => (_version, _percent, _reason, _set) = (_version + 1, percent, reason, JsonNode.Parse(lists)!.AsObject());

    /// <summary>As it is made, before anybody has touched it.</summary>
    public void NeverStarted() => (_version, _percent, _enabled, _older) = (1, "0", false, "");

    public async ValueTask DisposeAsync()
    {
        await Monolith.DisposeAsync();
        await DataSync.DisposeAsync();
        await FaultProxy.DisposeAsync();
        _verdicts.Delete(recursive: true);
    }

    private void AnswerRouting() => Monolith
        .Answer($"GET {Flag}", WriteAsync)
        .Answer($"GET {Flag}/history", context => context.Response.WriteAsync(
            $$"""{"versions": [{{Now()}}{{_older}}]}""", context.RequestAborted))
        .Answer($"POST {Flag}/dry-run", context => context.Response.WriteAsync(
            $$"""{"known_users": 11000, "moved_to_microservice": 1641, "moved_to_monolith": 0, "on_microservice_before": 1103, "on_microservice_after": 2744, "version": {{_version}}}""", context.RequestAborted))
        .Answer($"PATCH {Flag}", ChangeAsync)
        .Answer($"POST {Flag}/rollback", ChangeAsync)
        .Answer($"POST {Flag}/kill", context =>
        {
            (_version, _enabled, _reason) = (_version + 1, false, Body().GetProperty("reason").GetString()!);
            return WriteAsync(context);
        });

    private JsonElement Body() => JsonDocument.Parse(Monolith.Requests.Last(request => !request.What.StartsWith("GET", StringComparison.Ordinal)).Body).RootElement;

    private async Task ChangeAsync(HttpContext context)
    {
        var body = Body();
        if (body.GetProperty("expected_version").GetInt32() != _version)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await context.Response.WriteAsync(Samples.Stale, context.RequestAborted);
            return;
        }

        foreach (var list in s_lists.Where(name => body.TryGetProperty(name, out _)))
        {
            _set[list] = JsonNode.Parse(body.GetProperty(list).GetRawText());
        }

        _percent = body.TryGetProperty("rollout_percent", out var percent) ? percent.GetRawText() : body.TryGetProperty("version", out _) ? "5" : _percent;
        (_version, _enabled, _reason) = (_version + 1, true, body.GetProperty("reason").GetString()!);
        await WriteAsync(context);
    }

    private Task WriteAsync(HttpContext context) => context.Response.WriteAsync(Now(), context.RequestAborted);

    private string Now()
    {
        var flag = JsonNode.Parse(Samples.Flag(_version, _percent, _enabled, _reason))!.AsObject();
        foreach (var (name, value) in _set)
        {
            flag[name] = value!.DeepClone();
        }

        return flag.ToJsonString();
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Migration.TestSupport.Marketplace;

/// <summary>Changes the routing flag as an administrator, and knows when the change has arrived.</summary>
public sealed class RoutingAdmin(MarketplaceClient marketplace)
{
    private const string Flag = "/api/v1/admin/routing/flags/marketplace";
    private const string Breakers = "/api/v1/admin/routing/breakers";

    /// <summary>The flag as it is stored.</summary>
    public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
        => (await SendAsync(HttpMethod.Get, Flag, null, cancellationToken)).Json;

    /// <summary>Changes the flag's present version.</summary>
    /// <returns>The new version.</returns>
    public async Task<long> ChangeAsync(object change, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(cancellationToken);
        var body = JsonSerializer.SerializeToNode(change)!.AsObject();
        body["expected_version"] = current.GetProperty("version").GetInt64();
        body["reason"] = "test";
        return (await SendAsync(HttpMethod.Patch, Flag, body, cancellationToken)).Json.GetProperty("version").GetInt64();
    }

    /// <summary>Changes the flag and waits until each of these instances goes by it.</summary>
    public async Task ChangeAsync(object change, IEnumerable<MarketplaceClient> instances, CancellationToken cancellationToken)
    {
        var version = await ChangeAsync(change, cancellationToken);
        await Task.WhenAll(instances.Select(instance => FollowAsync(instance, version, cancellationToken)));
    }

    /// <summary>Makes an earlier version's content the present one; nothing if it still is.</summary>
    public async Task GoBackToAsync(long version, CancellationToken cancellationToken)
    {
        var current = (await ReadAsync(cancellationToken)).GetProperty("version").GetInt64();
        if (current != version)
        {
            await SendAsync(HttpMethod.Post, Flag + "/rollback", new JsonObject { ["version"] = version, ["expected_version"] = current, ["reason"] = "as before the checks" }, cancellationToken);
        }
    }

    public async Task<long> KillAsync(CancellationToken cancellationToken)
        => (await SendAsync(HttpMethod.Post, Flag + "/kill", new JsonObject { ["reason"] = "test" }, cancellationToken)).Json.GetProperty("version").GetInt64();

    /// <summary>closed, open, half_open or isolated; closed also where the operation was never used.</summary>
    public async Task<string> BreakerAsync(string operation, CancellationToken cancellationToken)
    {
        var answer = (await SendAsync(HttpMethod.Get, Breakers, null, cancellationToken)).Json;
        return answer.EnumerateObject().First().Value.TryGetProperty(operation, out var state) ? state.GetString()! : "closed";
    }

    /// <summary>Closes a breaker; there is none where the operation was never used.</summary>
    public async Task ResetBreakerAsync(string operation, CancellationToken cancellationToken)
    {
        var answer = await marketplace.SendAsync(
            new MarketplaceRequest(HttpMethod.Post, $"{Breakers}/{operation}/reset") { User = MarketplaceClient.Admin, Body = new { reason = "test" } }, cancellationToken);
        if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
        {
            throw new InvalidOperationException($"The breaker of {operation} is not reset: {answer}");
        }
    }

    /// <summary>Until an instance decides by this version of the flag, or a later one.</summary>
    public static Task FollowAsync(MarketplaceClient instance, long version, CancellationToken cancellationToken)
        => Eventually.SatisfiesAsync(
            async token =>
            {
                var answer = await instance.GetListingAsync(1, user: null, token);
                return long.TryParse(answer.Header("X-Routing-Flag-Version"), CultureInfo.InvariantCulture, out var seen) ? seen : 0;
            },
            seen => seen >= version,
            $"the monolith goes by version {version} of the flag",
            cancellationToken: cancellationToken);

    private async Task<MarketplaceAnswer> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var answer = await marketplace.SendAsync(new MarketplaceRequest(method, path) { User = MarketplaceClient.Admin, Body = body }, cancellationToken);
        return answer.Status == HttpStatusCode.OK ? answer : throw new InvalidOperationException($"{method} {path} is answered with {answer}");
    }
}

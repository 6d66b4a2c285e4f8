using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Migration.Listings.Tests.Fixture;

/// <summary>As much of OpenSearch as the indexer calls, with documents, versions and refusals that a test can look at and set.</summary>
internal sealed class FakeSearchNode : IAsyncDisposable
{
    private readonly HeldPort _port = new();
    private WebApplication? _server;

    /// <summary>By document id: the version and the document, null for a deleted one.</summary>
    public ConcurrentDictionary<string, (long Version, JsonElement? Document)> Documents { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string> RefusedIds { get; } = new(StringComparer.Ordinal);

    public string? Definition { get; set; }

    public bool HasAlias { get; set; }

    /// <summary>Every document is answered with this status and no reason but the node's own state.</summary>
    public int? BusyStatus { get; set; }

    /// <summary>A search is answered never, and this one says that it has come.</summary>
    public TaskCompletionSource? Hangs { get; set; }

    /// <summary>Called before the alias is there.</summary>
    public Func<Task> OnAlias { get; set; } = () => Task.CompletedTask;

    public bool QueuedWhenAliasCame { get; set; }

    public string Url { get; private set; } = "";

    public static async Task<FakeSearchNode> StartAsync()
    {
        var node = new FakeSearchNode();
        await node.ListenAsync();
        return node;
    }

    public async Task ListenAsync()
    {
        _server = await LocalServer.StartAsync(Map, _port.Number);
        Url = LocalServer.AddressOf(_server).ToString();
    }

    public async Task StopListeningAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _port.Dispose();
    }

    private void Map(WebApplication app)
    {
        app.MapGet("/_cluster/health", () => Results.Json(new { status = "green" }));
        app.MapGet("/_alias/{alias}", (string alias) => HasAlias
            ? Results.Json(new Dictionary<string, object>(StringComparer.Ordinal) { [$"{alias}-v2-000001"] = new { } })
            : Results.Json(new { error = $"alias [{alias}] missing", status = 404 }, statusCode: 404));
        app.MapPut("/{index}", async (HttpRequest request) =>
        {
            Definition = await new StreamReader(request.Body).ReadToEndAsync();
            return Results.Json(new { acknowledged = true });
        });
        app.MapPut("/{index}/_alias/{alias}", async () =>
        {
            await OnAlias();
            HasAlias = true;
            return Results.Json(new { acknowledged = true });
        });
        app.MapPost("/{alias}/_bulk", async (HttpRequest request) =>
        {
            var lines = (await new StreamReader(request.Body).ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return Results.Json(new { errors = false, items = Apply(lines).ToList() });
        });
        app.MapPost("/{alias}/_search", async (HttpContext context) =>
        {
            if (Hangs is { } hangs)
            {
                hangs.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return Results.Json(new { error = "not a search node" }, statusCode: 500);
        });
    }

    private IEnumerable<object> Apply(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var action = JsonSerializer.Deserialize<JsonElement>(lines[i]).EnumerateObject().Single();
            var id = action.Value.GetProperty("_id").GetString()!;
            var version = action.Value.GetProperty("version").GetInt64();
            JsonElement? document = action.NameEquals("index") ? JsonSerializer.Deserialize<JsonElement>(lines[++i]) : null;
            yield return new Dictionary<string, object>(StringComparer.Ordinal) { [action.Name] = Apply(id, version, document) };
        }
    }

    private object Apply(string id, long version, JsonElement? document)
    {
        if (BusyStatus is { } status)
        {
            return new { _id = id, status, error = new { type = "es_rejected_execution_exception", reason = "busy" } };
        }

        if (!HasAlias)
        {
            return new { _id = id, status = 404, error = new { type = "index_not_found_exception", reason = "no such index" } };
        }

        if (RefusedIds.TryGetValue(id, out var reason))
        {
            return new { _id = id, status = 400, error = new { type = "mapper_parsing_exception", reason } };
        }

        if (Documents.TryGetValue(id, out var present) && present.Version >= version)
        {
            return new { _id = id, status = 409, error = new { type = "version_conflict_engine_exception", reason = "" } };
        }

        Documents[id] = (version, document);
        return new { _id = id, status = document is null ? 404 : 201 };
    }
}

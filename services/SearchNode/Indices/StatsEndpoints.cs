using System.Text.Json;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary><c>_stats</c>, in the parts that are counted here.</summary>
internal sealed class StatsEndpoints(IndexResolver resolver, Search.PointsInTime points) : IEndpoints
{
    private static readonly string[] Parameters =
    [
        "fields", "completion_fields", "fielddata_fields", "groups", "level", "include_segment_file_sizes", "include_unloaded_segments",
        "forbid_closed_indices", .. ResolveOptions.Parameters,
    ];

    public void Map(RouteTable routes)
    {
        foreach (var path in new[] { "/_stats", "/_stats/{metric}", "/{index}/_stats", "/{index}/_stats/{metric}" })
        {
            routes.Map("GET", path, Get, Parameters);
        }
    }

    private RestResponse Get(RestRequest request)
    {
        var level = request.Value("level") ?? "indices";
        if (level is not ("cluster" or "indices" or "shards"))
        {
            throw Errors.IllegalArgument($"level parameter must be one of [cluster] or [indices] or [shards] but was [{level}]");
        }

        var metrics = request.List("metric") is { Length: > 0 } given && !given.Contains("_all", StringComparer.Ordinal) ? given : IndexStats.Metrics;
        var unknown = metrics.FirstOrDefault(metric => !IndexStats.Metrics.Contains(metric, StringComparer.Ordinal));
        if (unknown is not null)
        {
            throw Errors.IllegalArgument($"request [/_stats/{unknown}] contains unrecognized metric, or one that this node does not count: [{unknown}]");
        }

        var indices = resolver.Indices(request.Value("index"), ResolveOptions.From(request, new ResolveOptions { ExpandHidden = true }));
        return RestResponse.Json(200, json => Write(json, indices, metrics, level));
    }

    private void Write(Utf8JsonWriter json, IReadOnlyList<IndexService> indices, string[] metrics, string level)
    {
        var all = indices.Select(index => (Index: index, Stats: IndexStats.Of(index, points))).ToArray();
        json.WriteStartObject();
        var shards = indices.Sum(index => index.Settings.Shards);
        ShardCounts.Write(json, shards + indices.Sum(index => index.Settings.Shards * index.Settings.Replicas), shards);
        json.WriteStartObject("_all");
        WriteBoth(json, IndexStats.Sum(all.Select(pair => pair.Stats)), metrics);
        json.WriteEndObject();
        if (level is not "cluster")
        {
            json.WriteStartObject("indices");
            foreach (var (index, stats) in all)
            {
                json.WriteStartObject(index.Name);
                json.WriteString("uuid", index.Uuid);
                WriteBoth(json, stats, metrics);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>There are no replicas: the total is the primaries.</summary>
    private static void WriteBoth(Utf8JsonWriter json, IndexStats stats, string[] metrics)
    {
        json.WriteStartObject("primaries");
        stats.Write(json, metrics);
        json.WriteEndObject();
        json.WriteStartObject("total");
        stats.Write(json, metrics);
        json.WriteEndObject();
    }
}

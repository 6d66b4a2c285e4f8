using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Search;

/// <summary><c>_search</c> and <c>_count</c>.</summary>
internal sealed class SearchEndpoints(IndexResolver resolver, SearchExecutor executor, PointsInTime points, TimeProvider time) : IEndpoints
{
    private static readonly string[] CountParameters =
    [
        "min_score", "preference", "routing", "ignore_throttled", "terminate_after", "q", "analyzer", "analyze_wildcard", "default_operator", "df", "lenient",
        .. ResolveOptions.Parameters,
    ];

    public void Map(RouteTable routes)
    {
        routes.Map("GET,POST", "/_search", Search, SearchRequestReader.Parameters);
        routes.Map("GET,POST", "/{index}/_search", Search, SearchRequestReader.Parameters);
        routes.Map("GET,POST", "/_count", Count, CountParameters);
        routes.Map("GET,POST", "/{index}/_count", Count, CountParameters);
    }

    private RestResponse Search(RestRequest request)
    {
        var started = time.GetTimestamp();
        var search = SearchRequestReader.Read(request);
        if (search.PointInTime is { } id)
        {
            using var point = points.Use(id, search.KeepAlive);
            return Answer(search, point.Targets, started);
        }

        using var targets = SearchTargets.Open(resolver.Resolve(request.Value("index"), ResolveOptions.From(request)));
        return Answer(search, targets.Targets, started);
    }

    private RestResponse Answer(SearchRequest search, IReadOnlyList<SearchTarget> targets, long started)
    {
        var result = executor.Run(search, targets);
        return SearchAnswer.Write(search, result, (long)time.GetElapsedTime(started).TotalMilliseconds);
    }

    private RestResponse Count(RestRequest request)
    {
        if (request.Has("q"))
        {
            throw Errors.Unsupported("query string parameter [q]");
        }

        var search = CountRequest.Read(request);
        using var targets = SearchTargets.Open(resolver.Resolve(request.Value("index"), ResolveOptions.From(request)));
        var count = executor.Count(search, targets.Targets);
        return RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", count.Hits);
            if (search.TerminateAfter > 0)
            {
                json.WriteBoolean("terminated_early", count.IsCutShort);
            }

            var shards = targets.Targets.Sum(target => target.Index.Settings.Shards);
            ShardCounts.Write(json, shards, shards, skipped: 0);
            json.WriteEndObject();
        });
    }
}

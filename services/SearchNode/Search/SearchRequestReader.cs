using System.Text.Json;
using Migration.SearchNode.Documents;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Search;

/// <summary>Reads the body and the query string of a search.</summary>
internal static class SearchRequestReader
{
    public static readonly string[] Parameters =
    [
        "allow_partial_search_results", "analyzer", "batched_reduce_size", "ccs_minimize_roundtrips", "default_operator", "df", "from", "size", "sort",
        "track_total_hits", "track_scores", "timeout", "routing", "preference", "search_type", "request_cache", "rest_total_hits_as_int", "typed_keys",
        "version", "seq_no_primary_term", "max_concurrent_shard_requests", "pre_filter_shard_size", "q", "lenient", "include_named_queries_score",
        "explain", "phase_took", "cancel_after_time_interval", "stats", .. SourceFilter.Parameters, .. Indices.ResolveOptions.Parameters, "ignore_throttled",
    ];

    public static SearchRequest Read(RestRequest request)
    {
        if (request.Has("q"))
        {
            throw Errors.Unsupported("query string parameter [q]");
        }

        if (request.Flag("explain"))
        {
            throw Errors.Unsupported("query string parameter [explain]");
        }

        if (request.Value("search_type") is { } type and not ("query_then_fetch" or "dfs_query_then_fetch"))
        {
            throw Errors.IllegalArgument($"No search type for [{type}]");
        }

        var search = new SearchRequest { TotalHitsAsInt = request.Flag("rest_total_hits_as_int"), TypedKeys = request.Flag("typed_keys") };
        if (request.Json() is { } body)
        {
            search = ReadBody(body, search);
        }

        search = ReadParameters(request, search);
        Validate(search, request);
        return search;
    }

    private static SearchRequest ReadParameters(RestRequest request, SearchRequest search) => search with
    {
        From = request.Int("from", search.From),
        Size = request.Int("size", search.Size),
        Sort = request.Has("sort") ? SortSpec.ParseText(request.List("sort")) : search.Sort,
        Source = SourceFilter.From(request, search.Source),
        TrackTotalHits = request.Value("track_total_hits") is { } total ? TotalHits(total) : search.TotalHitsAsInt ? int.MaxValue : search.TrackTotalHits,
        TrackScores = request.Flag("track_scores", search.TrackScores),
        ShowVersion = request.Flag("version", search.ShowVersion),
        ShowSeqNo = request.Flag("seq_no_primary_term", search.ShowSeqNo),
        ShowPhases = request.Flag("phase_took"),
    };

    private static SearchRequest ReadBody(JsonElement body, SearchRequest search)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Errors.Parsing("Expected [START_OBJECT] but found something else in a search body");
        }

        foreach (var part in body.EnumerateObject())
        {
            var value = part.Value;
            search = part.Name switch
            {
                "query" => search with { Query = value.ValueKind == JsonValueKind.Null ? null : value },
                "aggs" or "aggregations" => search with { Aggregations = value },
                "from" => search with { From = Int(part) },
                "size" => search with { Size = Int(part) },
                "sort" => search with { Sort = SortSpec.Parse(value) },
                "_source" => search with { Source = SourceFilter.Parse(value) },
                "track_total_hits" => search with { TrackTotalHits = TotalHits(value.ToString()) },
                "track_scores" => search with { TrackScores = Flag(part) },
                "min_score" => search with { MinScore = Float(part) },
                "search_after" => search with { SearchAfter = [.. Array(part)] },
                "pit" => ReadPointInTime(value, search),
                "version" => search with { ShowVersion = Flag(part) },
                "seq_no_primary_term" => search with { ShowSeqNo = Flag(part) },
                "timeout" => CheckTime(value, search),
                "stats" => search,
                "profile" or "explain" when value.ValueKind == JsonValueKind.False => search,
                "stored_fields" when value.ToString() is "_none_" => search with { Source = SourceFilter.None },
                _ => throw (Known.Contains(part.Name)
                    ? Errors.Unsupported($"search option [{part.Name}]")
                    : Errors.Parsing($"Unknown key for a {TokenOf(value)} in [{part.Name}].")),
            };
        }

        return search;
    }

    /// <summary>What OpenSearch knows and this node does not have.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "highlight", "suggest", "script_fields", "docvalue_fields", "fields", "stored_fields", "collapse", "rescore", "post_filter", "indices_boost",
        "profile", "explain", "slice", "ext", "terminate_after", "search_pipeline", "derived", "include_named_queries_score", "verbose_pipeline",
    };

    private static SearchRequest ReadPointInTime(JsonElement value, SearchRequest search)
    {
        foreach (var part in value.EnumerateObject())
        {
            search = part.Name switch
            {
                "id" => search with { PointInTime = part.Value.GetString() },
                "keep_alive" => search with { KeepAlive = TimeValue.Parse(part.Value.ToString(), "keep_alive") },
                _ => throw Errors.XContentParse($"[pit] unknown field [{part.Name}]"),
            };
        }

        return search.PointInTime is null ? throw Errors.IllegalArgument("point int time id is not provided") : search;
    }

    private static SearchRequest CheckTime(JsonElement value, SearchRequest search)
    {
        TimeValue.Parse(value.ToString(), "timeout");
        return search;
    }

    private static void Validate(SearchRequest search, RestRequest request)
    {
        if (search.From < 0)
        {
            throw Errors.IllegalArgument("[from] parameter cannot be negative");
        }

        if (search.Size < 0)
        {
            throw Errors.IllegalArgument($"[size] parameter cannot be negative, found [{search.Size}]");
        }

        if (search.SearchAfter is not null && search.From > 0)
        {
            throw Errors.Validation("`from` parameter must be set to 0 when `search_after` is used.");
        }

        if (search.SearchAfter is { } after && after.Count != search.Sort.Count && !(search.PointInTime is not null && after.Count == search.Sort.Count + 1))
        {
            throw Errors.IllegalArgument(search.Sort.Count == 0
                ? "Sort must contain at least one field."
                : $"search_after has {after.Count} value(s) but sort has {search.Sort.Count}.");
        }

        if (search.PointInTime is not null && request.Value("index") is not null)
        {
            throw Errors.Validation("[indices] cannot be used with point in time. Do not specify any index with point in time.");
        }
    }

    private static int TotalHits(string text) => text switch
    {
        "true" or "True" => int.MaxValue,
        "false" or "False" => -1,
        _ => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw Errors.IllegalArgument($"[track_total_hits] parameter must be positive or equals to -1, got {text}"),
    };

    private static int Int(JsonProperty part)
        => int.TryParse(part.Value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.Parsing($"failed to parse [{part.Name}] with value [{part.Value}]");

    private static float Float(JsonProperty part)
        => float.TryParse(part.Value.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.Parsing($"failed to parse [{part.Name}] with value [{part.Value}]");

    private static bool Flag(JsonProperty part)
        => part.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? part.Value.GetBoolean()
            : throw Errors.Parsing($"failed to parse [{part.Name}] with value [{part.Value}]");

    private static JsonElement.ArrayEnumerator Array(JsonProperty part)
        => part.Value.ValueKind == JsonValueKind.Array ? part.Value.EnumerateArray() : throw Errors.Parsing($"Expected [START_ARRAY] in [{part.Name}]");

    private static string TokenOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        JsonValueKind.String => "VALUE_STRING",
        JsonValueKind.Number => "VALUE_NUMBER",
        JsonValueKind.Null => "VALUE_NULL",
        _ => "VALUE_BOOLEAN",
    };
}

using Migration.SearchNode.Aggregations;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

/// <summary>Searches several indices and merges what they find.</summary>
internal sealed class SearchExecutor(IndexResolver resolver, TimeProvider time)
{
    public SearchResult Run(SearchRequest request, IReadOnlyList<SearchTarget> targets)
    {
        var scope = new SearchScope(time.GetUtcNow());
        var results = new List<IndexResult>(targets.Count);
        foreach (var target in targets)
        {
            var started = time.GetTimestamp();
            results.Add(OnShard(target.Index, () => new IndexSearch(request, target, scope, resolver).Run()));
            target.Index.Counters.CountSearch(time.GetElapsedTime(started));
        }

        var keys = results.Count > 0 ? results[0].Keys : [];
        var max = results.Where(result => !float.IsNaN(result.MaxScore) && result.Hits.Count > 0).Select(result => (float?)result.MaxScore).Max();
        return new SearchResult(Merge(request, results, keys), results.Sum(result => result.Total), request.NeedsScores ? max : null, keys)
        {
            Aggregations = AggregationResults.Merge(results.Select(result => result.Aggregations)),
            Shards = targets.Sum(target => target.Index.Settings.Shards),
        };
    }

    /// <returns>The hits, and whether an index had more than the search was to go through.</returns>
    public (long Hits, bool IsCutShort) Count(SearchRequest request, IReadOnlyList<SearchTarget> targets)
    {
        var scope = new SearchScope(time.GetUtcNow());
        var counts = targets.Select(target => OnShard(target.Index, () => new IndexSearch(request, target, scope, resolver).Count())).ToArray();
        return (counts.Sum(count => count.Hits), counts.Any(count => count.IsCutShort));
    }

    /// <summary>What goes wrong on a shard is told as a failed phase of the search.</summary>
    private static T OnShard<T>(IndexService index, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (OpenSearchException failed) when (failed.IsShardLevel)
        {
            throw Failed(index, failed);
        }
        catch (Lucene.Net.Search.BooleanQuery.TooManyClausesException tooMany)
        {
            throw Failed(index, new OpenSearchException(400, "too_many_clauses", tooMany.Message, tooMany));
        }
    }

    private static OpenSearchException Failed(IndexService index, OpenSearchException failed)
    {
        if (failed.ErrorType is "query_shard_exception" && failed.Details.Count == 0)
        {
            failed.With("index", index.Name).With("index_uuid", index.Uuid);
        }

        return new OpenSearchException(failed.Status, "search_phase_execution_exception", "all shards failed") { Root = failed, Cause = CauseOf(failed) }
            .With("phase", "query")
            .With("grouped", true)
            .With("failed_shards", (Action<System.Text.Json.Utf8JsonWriter>)(json =>
            {
                json.WriteStartArray();
                json.WriteStartObject();
                json.WriteNumber("shard", 0);
                json.WriteString("index", index.Name);
                json.WriteString("node", NodeVersion.NodeId);
                json.WritePropertyName("reason");
                ErrorBody.WriteError(json, failed);
                json.WriteEndObject();
                json.WriteEndArray();
            }));
    }

    /// <summary>OpenSearch repeats an argument's error as the cause of the failed phase.</summary>
    private static OpenSearchException? CauseOf(OpenSearchException failed)
        => failed.ErrorType is "illegal_argument_exception"
            ? new OpenSearchException(failed.Status, failed.ErrorType, failed.Message)
            {
                Cause = new OpenSearchException(failed.Status, failed.ErrorType, failed.Message),
            }
            : null;

    private static IReadOnlyList<Hit> Merge(SearchRequest request, List<IndexResult> results, IReadOnlyList<SortKey> keys)
    {
        if (results.Count == 1)
        {
            return [.. results[0].Hits.Skip(request.From).Take(request.Size)];
        }

        // A stable sort: among equals the earlier index comes first, as the earlier shard does.
        var ordered = keys.Count == 0
            ? results.SelectMany(result => result.Hits).OrderByDescending(hit => hit.Score)
            : results.SelectMany(result => result.Hits).Order(new HitComparer(keys));
        return [.. ordered.Skip(request.From).Take(request.Size)];
    }
}

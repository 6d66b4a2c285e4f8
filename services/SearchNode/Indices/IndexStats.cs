using System.Text.Json;

namespace Migration.SearchNode.Indices;

/// <summary>An index's numbers.</summary>
internal sealed record IndexStats
{
    public static readonly string[] Metrics = ["docs", "store", "indexing", "get", "search", "refresh", "flush", "translog", "segments"];

    public long Documents { get; init; }

    public long Deleted { get; init; }

    public long StoreBytes { get; init; }

    public long Indexed { get; init; }

    public long DeleteOperations { get; init; }

    public long Gets { get; init; }

    public long Searches { get; init; }

    public long SearchMilliseconds { get; init; }

    public long PointsInTime { get; init; }

    public long Refreshes { get; init; }

    public long Flushes { get; init; }

    public long TranslogOperations { get; init; }

    public long TranslogBytes { get; init; }

    public long Segments { get; init; }

    public static IndexStats Of(IndexService index, Search.PointsInTime points)
    {
        var handle = index.Engine.Acquire();
        try
        {
            var counts = index.Engine.Counts;
            return new IndexStats
            {
                // Nested objects too, which are documents of their own in the index.
                Documents = handle.Reader.NumDocs,
                Deleted = handle.Reader.NumDeletedDocs,
                StoreBytes = index.Engine.StoreBytes,
                Indexed = index.Counters.Indexed,
                DeleteOperations = index.Counters.Deleted,
                Gets = index.Counters.Gets,
                Searches = index.Counters.Searches,
                SearchMilliseconds = index.Counters.SearchMilliseconds,
                PointsInTime = points.Open.Count(point => point.Targets.Any(target => target.Index == index)),
                Refreshes = counts.Refreshes,
                Flushes = counts.Flushes,
                TranslogOperations = index.Engine.Translog.Operations,
                TranslogBytes = index.Engine.Translog.Size,
                Segments = handle.Reader.Leaves.Count,
            };
        }
        finally
        {
            handle.Release();
        }
    }

    public static IndexStats Sum(IEnumerable<IndexStats> all) => all.Aggregate(new IndexStats(), (left, right) => new IndexStats
    {
        Documents = left.Documents + right.Documents,
        Deleted = left.Deleted + right.Deleted,
        StoreBytes = left.StoreBytes + right.StoreBytes,
        Indexed = left.Indexed + right.Indexed,
        DeleteOperations = left.DeleteOperations + right.DeleteOperations,
        Gets = left.Gets + right.Gets,
        Searches = left.Searches + right.Searches,
        SearchMilliseconds = left.SearchMilliseconds + right.SearchMilliseconds,
        PointsInTime = left.PointsInTime + right.PointsInTime,
        Refreshes = left.Refreshes + right.Refreshes,
        Flushes = left.Flushes + right.Flushes,
        TranslogOperations = left.TranslogOperations + right.TranslogOperations,
        TranslogBytes = left.TranslogBytes + right.TranslogBytes,
        Segments = left.Segments + right.Segments,
    });

    public void Write(Utf8JsonWriter json, string[] metrics)
    {
        foreach (var metric in metrics)
        {
            json.WriteStartObject(metric);
            foreach (var (name, value) in Numbers(metric))
            {
                json.WriteNumber(name, value);
            }

            if (metric is "indexing")
            {
                json.WriteBoolean("is_throttled", false);
            }

            if (metric is "segments")
            {
                json.WriteStartObject("file_sizes");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }

    /// <summary>Clients read all members of a group: those that nothing is counted for are zero.</summary>
    private (string Name, long Value)[] Numbers(string metric) => metric switch
    {
        "docs" => [("count", Documents), ("deleted", Deleted)],
        "store" => [("size_in_bytes", StoreBytes), ("reserved_in_bytes", 0)],
        "indexing" =>
        [
            ("index_total", Indexed), ("index_time_in_millis", 0), ("index_current", 0), ("index_failed", 0), ("delete_total", DeleteOperations),
            ("delete_time_in_millis", 0), ("delete_current", 0), ("noop_update_total", 0), ("throttle_time_in_millis", 0),
        ],
        "get" =>
        [
            ("total", Gets), ("time_in_millis", 0), ("exists_total", 0), ("exists_time_in_millis", 0), ("missing_total", 0), ("missing_time_in_millis", 0),
            ("current", 0),
        ],
        "search" =>
        [
            ("open_contexts", PointsInTime), ("query_total", Searches), ("query_time_in_millis", SearchMilliseconds), ("query_current", 0),
            ("fetch_total", Searches), ("fetch_time_in_millis", 0), ("fetch_current", 0), ("scroll_total", 0), ("scroll_time_in_millis", 0),
            ("scroll_current", 0), ("point_in_time_total", 0), ("point_in_time_time_in_millis", 0), ("point_in_time_current", PointsInTime),
            ("suggest_total", 0), ("suggest_time_in_millis", 0), ("suggest_current", 0),
        ],
        "refresh" =>
        [
            ("total", Refreshes), ("total_time_in_millis", 0), ("external_total", Refreshes), ("external_total_time_in_millis", 0), ("listeners", 0),
        ],
        "flush" => [("total", Flushes), ("periodic", 0), ("total_time_in_millis", 0)],
        "translog" =>
        [
            ("operations", TranslogOperations), ("size_in_bytes", TranslogBytes), ("uncommitted_operations", TranslogOperations),
            ("uncommitted_size_in_bytes", TranslogBytes), ("earliest_last_modified_age", 0),
        ],
        _ =>
        [
            ("count", Segments), ("memory_in_bytes", 0), ("terms_memory_in_bytes", 0), ("stored_fields_memory_in_bytes", 0),
            ("term_vectors_memory_in_bytes", 0), ("norms_memory_in_bytes", 0), ("points_memory_in_bytes", 0), ("doc_values_memory_in_bytes", 0),
            ("index_writer_memory_in_bytes", 0), ("version_map_memory_in_bytes", 0), ("fixed_bit_set_memory_in_bytes", 0),
            ("max_unsafe_auto_id_timestamp", -1),
        ],
    };
}

using System.Text.Json;
using Lucene.Net.Index;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

/// <summary>Writes what a search found.</summary>
internal static class SearchAnswer
{
    public static RestResponse Write(SearchRequest request, SearchResult result, long took)
        => RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            if (request.PointInTime is { } id)
            {
                json.WriteString("pit_id", id);
            }

            json.WriteNumber("took", took);
            if (request.ShowPhases)
            {
                WritePhases(json, took);
            }

            json.WriteBoolean("timed_out", false);
            ShardCounts.Write(json, result.Shards, result.Shards, skipped: 0);
            json.WriteStartObject("hits");
            WriteTotal(json, request, result.Total);
            json.WritePropertyName("max_score");
            WriteScore(json, result.MaxScore ?? float.NaN);
            json.WriteStartArray("hits");
            foreach (var hit in result.Hits)
            {
                WriteHit(json, request, result, hit);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            if (result.Aggregations is { } aggregations)
            {
                json.WriteStartObject("aggregations");
                aggregations.Write(json, request.TypedKeys);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });

    /// <summary>Finding and reading are one phase here; the others do not occur.</summary>
    private static void WritePhases(Utf8JsonWriter json, long took)
    {
        json.WriteStartObject("phase_took");
        foreach (var phase in new[] { "dfs_pre_query", "query", "fetch", "dfs_query", "expand", "can_match" })
        {
            json.WriteNumber(phase, phase is "query" ? took : 0);
        }

        json.WriteEndObject();
    }

    private static void WriteTotal(Utf8JsonWriter json, SearchRequest request, long total)
    {
        if (request.TrackTotalHits < 0)
        {
            return;
        }

        if (request.TotalHitsAsInt)
        {
            json.WriteNumber("total", total);
            return;
        }

        var more = total > request.TrackTotalHits;
        json.WriteStartObject("total");
        json.WriteNumber("value", more ? request.TrackTotalHits : total);
        json.WriteString("relation", more ? "gte" : "eq");
        json.WriteEndObject();
    }

    private static void WriteHit(Utf8JsonWriter json, SearchRequest request, SearchResult result, Hit hit)
    {
        var reader = hit.Target.Reader.Reader;
        var stored = StoredSource.Read(reader, hit.Document);
        json.WriteStartObject();
        json.WriteString("_index", hit.Index.Name);
        json.WriteString("_id", stored.Id);
        if (request.ShowVersion || request.ShowSeqNo)
        {
            WriteNumbers(json, request, reader, hit.Document);
        }

        json.WritePropertyName("_score");
        WriteScore(json, request.NeedsScores ? hit.Score : float.NaN);
        if (stored.Routing is not null)
        {
            json.WriteString("_routing", stored.Routing);
        }

        request.Source.WriteProperty(json, stored.Source);
        if (result.Keys.Count > 0)
        {
            json.WriteStartArray("sort");
            for (var i = 0; i < result.Keys.Count; i++)
            {
                result.Keys[i].Write(json, hit.SortValues[i]);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, SearchRequest request, IndexReader reader, int document)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
        if (request.ShowVersion)
        {
            json.WriteNumber("_version", leaf.AtomicReader.GetNumericDocValues(IndexFields.Version).Get(document - leaf.DocBase));
        }

        if (request.ShowSeqNo)
        {
            json.WriteNumber("_seq_no", leaf.AtomicReader.GetNumericDocValues(IndexFields.SeqNo).Get(document - leaf.DocBase));
            json.WriteNumber("_primary_term", leaf.AtomicReader.GetNumericDocValues(IndexFields.PrimaryTerm).Get(document - leaf.DocBase));
        }
    }

    private static void WriteScore(Utf8JsonWriter json, float score)
    {
        if (float.IsNaN(score))
        {
            json.WriteNullValue();
        }
        else
        {
            JsonNumbers.Write(json, score);
        }
    }
}

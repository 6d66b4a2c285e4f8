using System.Text.Json;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary>Writes what is said of single documents.</summary>
internal static class DocumentAnswers
{
    public static int Status(WriteResult result) => result.Outcome switch
    {
        WriteOutcome.Created => 201,
        WriteOutcome.NotFound => 404,
        _ => 200,
    };

    public static RestResponse Written(IndexService index, WriteResult result, bool forcedRefresh)
        => RestResponse.Json(Status(result), json =>
        {
            json.WriteStartObject();
            WriteResultFields(json, index, result, forcedRefresh);
            json.WriteEndObject();
        });

    public static void WriteResultFields(Utf8JsonWriter json, IndexService index, WriteResult result, bool forcedRefresh)
    {
        json.WriteString("_index", index.Name);
        json.WriteString("_id", result.Id);
        json.WriteNumber("_version", result.Version);
        json.WriteString("result", result.Outcome switch
        {
            WriteOutcome.Created => "created",
            WriteOutcome.Updated => "updated",
            WriteOutcome.Deleted => "deleted",
            WriteOutcome.Noop => "noop",
            _ => "not_found",
        });
        if (forcedRefresh)
        {
            json.WriteBoolean("forced_refresh", true);
        }

        var noop = result.Outcome == WriteOutcome.Noop;
        ShardCounts.Write(json, noop ? 0 : index.Settings.Replicas + 1, noop ? 0 : 1);
        json.WriteNumber("_seq_no", result.SeqNo);
        json.WriteNumber("_primary_term", result.PrimaryTerm);
    }

    public static void WriteFound(Utf8JsonWriter json, string index, StoredDocument document, SourceFilter source)
    {
        json.WriteString("_index", index);
        json.WriteString("_id", document.Id);
        json.WriteNumber("_version", document.Version);
        json.WriteNumber("_seq_no", document.SeqNo);
        json.WriteNumber("_primary_term", document.PrimaryTerm);
        if (document.Routing is not null)
        {
            json.WriteString("_routing", document.Routing);
        }

        json.WriteBoolean("found", true);
        source.WriteProperty(json, document.Source);
    }

    public static void WriteMissing(Utf8JsonWriter json, string index, string id)
    {
        json.WriteString("_index", index);
        json.WriteString("_id", id);
        json.WriteBoolean("found", false);
    }
}

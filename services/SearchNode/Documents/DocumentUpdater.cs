using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary>Partial updates: read, merge, write back if nobody was faster.</summary>
internal sealed class DocumentUpdater(DocumentWriter writer)
{
    /// <returns>The write, and the document after it.</returns>
    public async Task<(WriteResult Result, StoredDocument After)> UpdateAsync(
        IndexService index, WriteRequest request, UpdateBody body, CancellationToken cancelled)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryAsync(index, request, body, cancelled);
            }
            catch (OpenSearchException conflict) when (conflict.Status == 409 && attempt < request.RetryOnConflict)
            {
                // Somebody else was faster; read again.
            }
        }
    }

    public static void WriteGet(Utf8JsonWriter json, StoredDocument after, SourceFilter source)
    {
        json.WriteStartObject("get");
        json.WriteNumber("_seq_no", after.SeqNo);
        json.WriteNumber("_primary_term", after.PrimaryTerm);
        if (after.Routing is not null)
        {
            json.WriteString("_routing", after.Routing);
        }

        json.WriteBoolean("found", true);
        source.WriteProperty(json, after.Source);
        json.WriteEndObject();
    }

    private async Task<(WriteResult, StoredDocument)> TryAsync(IndexService index, WriteRequest request, UpdateBody body, CancellationToken cancelled)
    {
        var ifSeqNo = request.Conditions.IfSeqNo ?? body.IfSeqNo;
        var ifTerm = request.Conditions.IfPrimaryTerm ?? body.IfPrimaryTerm;
        var current = index.Engine.Get(request.Id!);
        if (current is null)
        {
            var first = body.Upsert ?? (body.DocAsUpsert ? body.Doc : null);
            if (first is null || ifSeqNo is not null)
            {
                throw DocumentWriter.Locate(new OpenSearchException(404, "document_missing_exception", $"[{request.Id}]: document missing"), index);
            }

            return await WriteAsync(index, request, (first, new WriteConditions { CreateOnly = true }), cancelled);
        }

        if (ifSeqNo is not null)
        {
            new WriteConditions { IfSeqNo = ifSeqNo, IfPrimaryTerm = ifTerm }.Check(
                request.Id!, new VersionEntry(current.Version, current.SeqNo, current.PrimaryTerm));
        }

        var source = (JsonObject)JsonNode.Parse(current.Source.Span, documentOptions: JsonFormat.Document)!;
        var changed = Merge(source, body.Doc!);
        if (!changed && body.DetectNoop)
        {
            var noop = new WriteResult(request.Id!, WriteOutcome.Noop, current.Version, current.SeqNo, current.PrimaryTerm);
            return (noop, current);
        }

        var conditions = new WriteConditions { IfSeqNo = current.SeqNo, IfPrimaryTerm = current.PrimaryTerm };
        return await WriteAsync(index, request with { Routing = request.Routing ?? current.Routing }, (source, conditions), cancelled);
    }

    private async Task<(WriteResult, StoredDocument)> WriteAsync(
        IndexService index, WriteRequest request, (JsonObject Source, WriteConditions Conditions) write, CancellationToken cancelled)
    {
        var source = JsonSerializer.SerializeToUtf8Bytes(write.Source, JsonFormat.Serializer);
        var result = await writer.IndexAsync(index, request with { Source = source, Conditions = write.Conditions }, cancelled);
        return (result, new StoredDocument(result.Id, result.Version, result.SeqNo, result.PrimaryTerm, source) { Routing = request.Routing });
    }

    /// <summary>Objects merge, everything else replaces.</summary>
    private static bool Merge(JsonObject target, JsonObject update)
    {
        var changed = false;
        foreach (var (name, value) in update)
        {
            if (value is JsonObject inner && target[name] is JsonObject below)
            {
                changed |= Merge(below, inner);
            }
            else if (!target.ContainsKey(name) || !JsonNode.DeepEquals(target[name], value))
            {
                target[name] = value?.DeepClone();
                changed = true;
            }
        }

        return changed;
    }
}

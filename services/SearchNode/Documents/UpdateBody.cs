using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Documents;

/// <summary>The body of an update.</summary>
internal sealed record UpdateBody
{
    public JsonObject? Doc { get; init; }

    public JsonObject? Upsert { get; init; }

    public bool DocAsUpsert { get; init; }

    public bool DetectNoop { get; init; } = true;

    public SourceFilter ShownSource { get; init; } = SourceFilter.None;

    public long? IfSeqNo { get; init; }

    public long? IfPrimaryTerm { get; init; }

    public static UpdateBody Parse(ReadOnlyMemory<byte> source, SourceFilter shown)
    {
        JsonObject body;
        try
        {
            body = JsonNode.Parse(source.Span, documentOptions: JsonFormat.Document) as JsonObject ?? throw Errors.Parse("an update body is a JSON object");
        }
        catch (JsonException malformed)
        {
            throw Errors.Parse($"the update body is not valid JSON: {malformed.Message}");
        }

        var update = new UpdateBody { ShownSource = shown };
        foreach (var (name, value) in body)
        {
            update = name switch
            {
                "doc" => update with { Doc = value as JsonObject },
                "upsert" => update with { Upsert = value as JsonObject },
                "doc_as_upsert" => update with { DocAsUpsert = Mapping.MappingJson.Flag(value!, name) },
                "detect_noop" => update with { DetectNoop = Mapping.MappingJson.Flag(value!, name) },
                "_source" => update with { ShownSource = SourceFilter.Parse(JsonSerializer.SerializeToElement(value)) },
                "if_seq_no" => update with { IfSeqNo = value!.GetValue<long>() },
                "if_primary_term" => update with { IfPrimaryTerm = value!.GetValue<long>() },
                "script" or "scripted_upsert" => throw Errors.Unsupported($"update by [{name}]"),
                _ => throw Errors.XContentParse($"[UpdateRequest] unknown field [{name}]"),
            };
        }

        return update.Doc is null
            ? throw Errors.Validation(update.DocAsUpsert ? "doc must be specified if doc_as_upsert is enabled" : "script or doc is missing")
            : update;
    }
}

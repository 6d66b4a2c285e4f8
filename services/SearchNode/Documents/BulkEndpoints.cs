using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary><c>_bulk</c>: many writes, each with its own outcome, synced together.</summary>
internal sealed class BulkEndpoints(DocumentWriter writer, DocumentUpdater updater, IndexResolver resolver, TimeProvider time) : IEndpoints
{
    private static readonly string[] Parameters =
        ["refresh", "routing", "timeout", "wait_for_active_shards", "require_alias", .. SourceFilter.Parameters];

    public void Map(RouteTable routes)
    {
        routes.Map("POST,PUT", "/_bulk", BulkAsync, Parameters);
        routes.Map("POST,PUT", "/{index}/_bulk", BulkAsync, Parameters);
    }

    private async Task<RestResponse> BulkAsync(RestRequest request)
    {
        var started = time.GetTimestamp();
        var defaults = new WriteRequest(request.Value("index") ?? string.Empty, null)
        {
            Routing = request.Value("routing"),
            RequireAlias = request.Flag("require_alias"),
        };
        var refresh = WriteParameters.Refresh(request);
        var shown = SourceFilter.From(request, SourceFilter.None);
        var items = BulkParser.Parse(request.Body, defaults);
        if (items.Find(item => item.Request.Index.Length == 0) is not null)
        {
            throw Errors.Validation("index is missing");
        }

        var results = new List<BulkResult>(items.Count);
        var touched = new Dictionary<IndexService, long>();
        var ahead = new ParseAhead(items, resolver);
        for (var i = 0; i < items.Count; i++)
        {
            var result = await RunAsync(items[i], shown, request, await ahead.TakeAsync(i));
            results.Add(result);
            if (result is { Index: { } index, Result: { } written })
            {
                touched[index] = Math.Max(touched.GetValueOrDefault(index), written.Position);
            }
        }

        var forced = false;
        foreach (var (index, position) in touched)
        {
            forced |= await DocumentWriter.CompleteAsync(index, position, refresh, request.Cancelled);
        }

        var took = (long)time.GetElapsedTime(started).TotalMilliseconds;
        return RestResponse.Json(200, json => Write(json, results, took, forced));
    }

    private async Task<BulkResult> RunAsync(BulkItem item, SourceFilter shown, RestRequest request, AheadDocument? parsed)
    {
        IndexService? index = null;
        try
        {
            var write = item.Request;
            write.Validate();
            if (item.Action == BulkAction.Delete && write.Conditions.VersionType == Engine.VersionType.Internal)
            {
                index = resolver.WriteTarget(write.Index) ?? throw Errors.IndexNotFound(write.Index);
                index.CheckWritable();
            }
            else
            {
                index = await writer.TargetAsync(write, request.Cancelled);
            }

            WriteParameters.CheckActiveShards(request, index.Settings);
            switch (item.Action)
            {
                case BulkAction.Delete:
                    return new BulkResult(item, index, DocumentWriter.Delete(index, RequireId(write)));
                case BulkAction.Update:
                    var body = UpdateBody.Parse(write.Source, item.ShownSource ?? shown);
                    var (result, after) = await updater.UpdateAsync(index, RequireId(write), body, request.Cancelled);
                    return new BulkResult(item with { ShownSource = body.ShownSource }, index, result) { Shown = after };
                default:
                    return new BulkResult(
                        item,
                        index,
                        parsed is { } ready && ReferenceEquals(ready.Mapping, index.Mapping)
                            ? DocumentWriter.Index(index, write, ready.Document)
                            : await writer.IndexAsync(index, write, request.Cancelled));
            }
        }
        catch (OpenSearchException error)
        {
            return new BulkResult(item, index, null) { Error = error };
        }
    }

    private static WriteRequest RequireId(WriteRequest request) => request.Id is null ? throw Errors.Validation("id is missing") : request;

    private static void Write(Utf8JsonWriter json, List<BulkResult> results, long took, bool forced)
    {
        json.WriteStartObject();
        json.WriteNumber("took", took);
        json.WriteBoolean("errors", results.Exists(result => result.Error is not null));
        json.WriteStartArray("items");
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteStartObject(result.Item.Name);
            if (result is { Index: { } index, Result: { } written })
            {
                DocumentAnswers.WriteResultFields(json, index, written, forced);
                json.WriteNumber("status", DocumentAnswers.Status(written));
                if (result is { Shown: { } shown, Item.ShownSource: { IsShown: true } filter })
                {
                    DocumentUpdater.WriteGet(json, shown, filter);
                }
            }
            else
            {
                json.WriteString("_index", result.Index?.Name ?? result.Item.Request.Index);
                json.WriteString("_id", result.Item.Request.Id);
                json.WriteNumber("status", result.Error!.Status);
                json.WritePropertyName("error");
                ErrorBody.WriteError(json, result.Error);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

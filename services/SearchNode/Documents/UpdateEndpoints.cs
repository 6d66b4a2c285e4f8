using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary><c>_update</c>.</summary>
internal sealed class UpdateEndpoints(DocumentWriter writer, DocumentUpdater updater, IndexResolver resolver) : IEndpoints
{
    public void Map(RouteTable routes)
        => routes.Map(
            "POST",
            "/{index}/_update/{id}",
            UpdateAsync,
            ["refresh", "routing", "timeout", "retry_on_conflict", "if_seq_no", "if_primary_term", "wait_for_active_shards", "require_alias", "lang", .. SourceFilter.Parameters]);

    private async Task<RestResponse> UpdateAsync(RestRequest request)
    {
        if (!request.HasBody)
        {
            throw Errors.Parse("request body is required");
        }

        var write = WriteParameters.Read(request);
        write.Validate();
        var body = UpdateBody.Parse(request.Body, SourceFilter.From(request, SourceFilter.None));
        var makes = body.DocAsUpsert || body.Upsert is not null;
        var index = makes
            ? await writer.TargetAsync(write, request.Cancelled)
            : resolver.WriteTarget(write.Index) ?? throw Errors.IndexNotFound(write.Index);
        index.CheckWritable();
        WriteParameters.CheckActiveShards(request, index.Settings);
        var (result, after) = await updater.UpdateAsync(index, write, body, request.Cancelled);
        var forced = await DocumentWriter.CompleteAsync(index, result.Position, WriteParameters.Refresh(request), request.Cancelled);
        return RestResponse.Json(DocumentAnswers.Status(result), json =>
        {
            json.WriteStartObject();
            DocumentAnswers.WriteResultFields(json, index, result, forced);
            if (body.ShownSource.IsShown)
            {
                DocumentUpdater.WriteGet(json, after, body.ShownSource);
            }

            json.WriteEndObject();
        });
    }
}

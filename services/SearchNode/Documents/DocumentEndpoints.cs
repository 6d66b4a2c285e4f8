using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary>Single documents: index, create, get, exists, source, delete.</summary>
internal sealed class DocumentEndpoints(DocumentWriter writer, IndexResolver resolver) : IEndpoints
{
    private static readonly string[] Reading =
        ["routing", "realtime", "refresh", "preference", "version", "version_type", .. SourceFilter.Parameters];

    public void Map(RouteTable routes)
    {
        routes.Map("POST", "/{index}/_doc", IndexAsync, ["op_type", .. WriteParameters.Names]);
        routes.Map("PUT,POST", "/{index}/_doc/{id}", IndexAsync, ["op_type", .. WriteParameters.Names]);
        routes.Map("PUT,POST", "/{index}/_create/{id}", CreateAsync, WriteParameters.Names);
        routes.Map("GET,HEAD", "/{index}/_doc/{id}", Get, Reading);
        routes.Map("GET,HEAD", "/{index}/_source/{id}", Source, Reading);
        routes.Map("DELETE", "/{index}/_doc/{id}", DeleteAsync, WriteParameters.Names);
    }

    private Task<RestResponse> CreateAsync(RestRequest request) => IndexAsync(request, createOnly: true);

    private Task<RestResponse> IndexAsync(RestRequest request) => IndexAsync(request, createOnly: false);

    private async Task<RestResponse> IndexAsync(RestRequest request, bool createOnly)
    {
        if (!request.HasBody)
        {
            throw Errors.Parse("request body is required");
        }

        var write = WriteParameters.Read(request, createOnly);
        write.Validate();
        var index = await writer.TargetAsync(write, request.Cancelled);
        WriteParameters.CheckActiveShards(request, index.Settings);
        var result = await writer.IndexAsync(index, write, request.Cancelled);
        var forced = await DocumentWriter.CompleteAsync(index, result.Position, WriteParameters.Refresh(request), request.Cancelled);
        var response = DocumentAnswers.Written(index, result, forced);
        return result.Outcome == WriteOutcome.Created
            ? RestResponse.Created(response, $"/{Uri.EscapeDataString(index.Name)}/_doc/{Uri.EscapeDataString(result.Id)}")
            : response;
    }

    private async Task<RestResponse> DeleteAsync(RestRequest request)
    {
        var write = WriteParameters.Read(request);
        write.Validate();

        // Only a delete that numbers its own version leaves something behind where there was nothing, so only it makes an index.
        var index = write.Conditions.VersionType == VersionType.Internal
            ? resolver.WriteTarget(write.Index) ?? throw Errors.IndexNotFound(write.Index)
            : await writer.TargetAsync(write, request.Cancelled);
        index.CheckWritable();
        WriteParameters.CheckActiveShards(request, index.Settings);
        var result = DocumentWriter.Delete(index, write);
        var forced = await DocumentWriter.CompleteAsync(index, result.Position, WriteParameters.Refresh(request), request.Cancelled);
        return DocumentAnswers.Written(index, result, forced);
    }

    private RestResponse Get(RestRequest request)
    {
        var (index, id, document) = Find(request);
        var filter = SourceFilter.From(request, SourceFilter.All);
        return RestResponse.Json(document is null ? 404 : 200, json =>
        {
            json.WriteStartObject();
            if (document is null)
            {
                DocumentAnswers.WriteMissing(json, index.Name, id);
            }
            else
            {
                DocumentAnswers.WriteFound(json, index.Name, document, filter);
            }

            json.WriteEndObject();
        });
    }

    private RestResponse Source(RestRequest request)
    {
        var (index, id, document) = Find(request);
        if (document is null)
        {
            throw new OpenSearchException(404, "resource_not_found_exception", $"Document not found [{index.Name}]/[{id}]");
        }

        var filter = SourceFilter.From(request, SourceFilter.All);
        return RestResponse.Json(200, json => filter.Write(json, document.Source));
    }

    private (IndexService Index, string Id, StoredDocument? Document) Find(RestRequest request)
    {
        var index = resolver.Single(request.Required("index"));
        index.CheckReadable();
        if (request.Flag("refresh"))
        {
            index.Engine.Refresh();
        }

        var id = request.Required("id");
        index.Counters.CountGet();
        var document = index.Engine.Get(id, request.Flag("realtime", otherwise: true));
        if (document is not null && request.Has("version"))
        {
            CheckVersion(request, document, index);
        }

        return (index, id, document);
    }

    private static void CheckVersion(RestRequest request, StoredDocument document, IndexService index)
    {
        var wanted = request.Long("version", 0);
        var fits = WriteParameters.VersionTypeOf(request.Value("version_type")) switch
        {
            VersionType.ExternalGte => document.Version <= wanted,
            _ => document.Version == wanted,
        };
        if (!fits)
        {
            throw DocumentWriter.Locate(
                new OpenSearchException(
                    409,
                    "version_conflict_engine_exception",
                    $"[{document.Id}]: version conflict, current version [{document.Version}] is different than the one provided [{wanted}]"),
                index);
        }
    }
}

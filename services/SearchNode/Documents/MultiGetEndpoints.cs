using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary><c>_mget</c>.</summary>
internal sealed class MultiGetEndpoints(IndexResolver resolver) : IEndpoints
{
    private static readonly string[] Parameters = ["preference", "realtime", "refresh", "routing", .. SourceFilter.Parameters];

    public void Map(RouteTable routes)
    {
        routes.Map("GET,POST", "/_mget", Get, Parameters);
        routes.Map("GET,POST", "/{index}/_mget", Get, Parameters);
    }

    private RestResponse Get(RestRequest request)
    {
        var items = MultiGetItem.ParseAll(request.RequiredJson(), request.Value("index"), SourceFilter.From(request, SourceFilter.All));
        var realtime = request.Flag("realtime", otherwise: true);
        var refresh = request.Flag("refresh");
        return RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("docs");
            foreach (var item in items)
            {
                json.WriteStartObject();
                WriteItem(json, item, realtime, refresh);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private void WriteItem(Utf8JsonWriter json, MultiGetItem item, bool realtime, bool refresh)
    {
        IndexService index;
        try
        {
            index = resolver.Single(item.Index);
            index.CheckReadable();
        }
        catch (OpenSearchException error)
        {
            json.WriteString("_index", item.Index);
            json.WriteString("_id", item.Id);
            json.WritePropertyName("error");
            ErrorBody.WriteError(json, error, withRoot: true);
            return;
        }

        if (refresh)
        {
            index.Engine.Refresh();
        }

        index.Counters.CountGet();
        if (index.Engine.Get(item.Id, realtime) is { } document)
        {
            DocumentAnswers.WriteFound(json, index.Name, document, item.Source);
        }
        else
        {
            DocumentAnswers.WriteMissing(json, index.Name, item.Id);
        }
    }
}

using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Search;

/// <summary>Points in time: open, list, close.</summary>
internal sealed class PointInTimeEndpoints(IndexResolver resolver, PointsInTime points) : IEndpoints
{
    private const string Path = "/_search/point_in_time";

    public void Map(RouteTable routes)
    {
        routes.Map(
            "POST", "/{index}" + Path, Create, ["keep_alive", "preference", "routing", "allow_partial_pit_creation", .. ResolveOptions.Parameters]);
        routes.Map("GET", Path + "/_all", List);
        routes.Map("DELETE", Path + "/_all", DeleteAll);
        routes.Map("DELETE", Path, Delete);
    }

    private RestResponse Create(RestRequest request)
    {
        var keepAlive = request.Time("keep_alive") ?? throw Errors.Validation("keep alive not specified");
        var point = points.Create(resolver.Resolve(request.Required("index"), ResolveOptions.From(request)), keepAlive);
        return RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("pit_id", point.Id);
            var shards = point.Targets.Sum(target => target.Index.Settings.Shards);
            ShardCounts.Write(json, shards, shards, skipped: 0);
            json.WriteNumber("creation_time", point.CreatedAt.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        });
    }

    private RestResponse List(RestRequest request) => RestResponse.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("pits");
        foreach (var point in points.Open)
        {
            json.WriteStartObject();
            json.WriteString("pit_id", point.Id);
            json.WriteNumber("creation_time", point.CreatedAt.ToUnixTimeMilliseconds());
            json.WriteNumber("keep_alive", (long)point.KeepAlive.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private RestResponse DeleteAll(RestRequest request) => Close(points.Open.Select(point => point.Id));

    private RestResponse Delete(RestRequest request)
    {
        if (!request.RequiredJson().TryGetProperty("pit_id", out var ids))
        {
            throw Errors.Validation("no pit ids specified");
        }

        return Close(ids.ValueKind == JsonValueKind.Array ? ids.EnumerateArray().Select(id => id.ToString()).ToArray() : [ids.ToString()]);
    }

    private RestResponse Close(IEnumerable<string> ids)
    {
        var closed = ids.Select(id => (Id: id, Found: points.Delete(id))).ToArray();
        return RestResponse.Json(closed.All(point => point.Found) ? 200 : 404, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("pits");
            foreach (var (id, found) in closed)
            {
                json.WriteStartObject();
                json.WriteBoolean("successful", found);
                json.WriteString("pit_id", id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}

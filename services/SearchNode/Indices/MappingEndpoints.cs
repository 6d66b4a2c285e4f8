using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Mappings: get and put, whole or by field.</summary>
internal sealed class MappingEndpoints(IndexRegistry registry, IndexResolver resolver) : IEndpoints
{
    private static readonly string[] Reading = ["local", "master_timeout", "cluster_manager_timeout", "include_defaults", .. ResolveOptions.Parameters];
    private static readonly string[] Changing = ["timeout", "master_timeout", "cluster_manager_timeout", "write_index_only", .. ResolveOptions.Parameters];

    public void Map(RouteTable routes)
    {
        foreach (var word in new[] { "_mapping", "_mappings" })
        {
            routes.Map("GET", $"/{word}", Get, Reading);
            routes.Map("GET", $"/{{index}}/{word}", Get, Reading);
            routes.Map("PUT,POST", $"/{{index}}/{word}", PutAsync, Changing);
            routes.Map("PUT,POST", $"/{word}", PutAsync, Changing);
        }

        routes.Map("GET", "/_mapping/field/{fields}", GetFields, Reading);
        routes.Map("GET", "/{index}/_mapping/field/{fields}", GetFields, Reading);
    }

    private RestResponse Get(RestRequest request)
    {
        var indices = resolver.Indices(request.Value("index"), ResolveOptions.From(request));
        return RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            foreach (var index in indices)
            {
                json.WriteStartObject(index.Name);
                json.WritePropertyName("mappings");
                index.Mapping.Definition.WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private async Task<RestResponse> PutAsync(RestRequest request)
    {
        var update = JsonNode.Parse(request.RequiredJson().GetRawText()) as JsonObject ?? throw Errors.Parse("a mapping is a JSON object");
        var expression = request.Required("index");
        var indices = request.Flag("write_index_only") && resolver.WriteTarget(expression) is { } target
            ? [target]
            : resolver.Indices(expression, ResolveOptions.From(request, new ResolveOptions { AllowNoIndices = false }));
        await registry.ChangeAsync(
            () => [.. indices
                .Select(index => (Index: index, Merged: index.Merged(update)))
                .Where(change => !ReferenceEquals(change.Merged, change.Index.Mapping))
                .Select(change => new IndexChange(change.Index, change.Index.Metadata with { Mapping = change.Merged.Definition }) { Mapping = change.Merged })],
            request.Cancelled);
        return RestResponse.Acknowledged();
    }

    private RestResponse GetFields(RestRequest request)
    {
        var indices = resolver.Indices(request.Value("index"), ResolveOptions.From(request));
        var patterns = request.List("fields");
        return RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            foreach (var index in indices)
            {
                json.WriteStartObject(index.Name);
                json.WriteStartObject("mappings");
                foreach (var field in patterns.SelectMany(index.Mapping.Matching).DistinctBy(field => field.Path, StringComparer.Ordinal))
                {
                    json.WriteStartObject(field.Path);
                    json.WriteString("full_name", field.Path);
                    json.WriteStartObject("mapping");
                    json.WritePropertyName(field.Path.Split('.')[^1]);
                    Definition(index, field.Path).WriteTo(json);
                    json.WriteEndObject();
                    json.WriteEndObject();
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private static JsonObject Definition(IndexService index, string path)
    {
        var node = index.Mapping.Definition;
        foreach (var part in path.Split('.'))
        {
            node = (JsonObject)(node["properties"]?[part] ?? node["fields"]?[part])!;
        }

        return node;
    }
}

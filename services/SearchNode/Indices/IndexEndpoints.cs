using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Create, get, exists and delete of indices.</summary>
internal sealed class IndexEndpoints(IndexRegistry registry, IndexResolver resolver) : IEndpoints
{
    private static readonly string[] Reading =
        ["flat_settings", "include_defaults", "local", "master_timeout", "cluster_manager_timeout", .. ResolveOptions.Parameters];

    public void Map(RouteTable routes)
    {
        routes.Map("PUT", "/{index}", CreateAsync, "wait_for_active_shards", "timeout", "master_timeout", "cluster_manager_timeout");
        routes.Map("GET", "/{index}", Get, Reading);
        routes.Map("HEAD", "/{index}", Exists, Reading);
        routes.Map("DELETE", "/{index}", DeleteAsync, ["timeout", "master_timeout", "cluster_manager_timeout", .. ResolveOptions.Parameters]);
    }

    private async Task<RestResponse> CreateAsync(RestRequest request)
    {
        var name = request.Required("index");
        await registry.CreateAsync(name, IndexDefinition.Parse(request.Json()), request.Cancelled);
        return RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("acknowledged", true);
            json.WriteBoolean("shards_acknowledged", true);
            json.WriteString("index", name);
            json.WriteEndObject();
        });
    }

    private RestResponse Get(RestRequest request)
    {
        var indices = resolver.Resolve(request.Required("index"), ResolveOptions.From(request));
        var flat = request.Flag("flat_settings");
        var defaults = request.Flag("include_defaults");
        return RestResponse.Json(200, json =>
        {
            var body = new JsonObject();
            foreach (var (index, aliases) in indices.Select(found => found.Entry))
            {
                var shown = index.Metadata.ShownSettings;
                var part = new JsonObject
                {
                    ["aliases"] = new JsonObject(aliases.Select(alias => KeyValuePair.Create(alias.Key, (JsonNode?)alias.Value.ToJson()))),
                    ["mappings"] = index.Mapping.Definition.DeepClone(),
                    ["settings"] = flat ? shown.ToFlat() : shown.ToNested(),
                };
                if (defaults)
                {
                    part["defaults"] = DefaultSettings.Missing(shown, flat);
                }

                body[index.Name] = part;
            }

            body.WriteTo(json);
        });
    }

    private RestResponse Exists(RestRequest request)
    {
        try
        {
            var found = resolver.Indices(request.Required("index"), ResolveOptions.From(request));
            return RestResponse.Empty(found.Count > 0 || Wildcard.IsPattern(request.Required("index")) ? 200 : 404);
        }
        catch (OpenSearchException missing) when (missing.Status == 404)
        {
            return RestResponse.Empty(404);
        }
    }

    private async Task<RestResponse> DeleteAsync(RestRequest request)
    {
        var expression = request.Required("index");
        if (registry.Broken.ContainsKey(expression))
        {
            await registry.DeleteBrokenAsync(expression, request.Cancelled);
            return RestResponse.Acknowledged();
        }

        foreach (var name in expression.Split(','))
        {
            if (registry.Find(name) is null && resolver.IsAlias(name))
            {
                throw Errors.IllegalArgument(
                    $"The provided expression [{name}] matches an alias, specify the corresponding concrete indices instead.");
            }
        }

        var resolved = resolver.Resolve(expression, ResolveOptions.From(request)).Where(found => found.Aliases.Count == 0);
        await registry.DeleteAsync([.. resolved.Select(found => found.Index)], request.Cancelled);
        return RestResponse.Acknowledged();
    }
}

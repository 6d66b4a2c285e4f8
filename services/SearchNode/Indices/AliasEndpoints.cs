using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Aliases: several actions as one, or a single one by path.</summary>
internal sealed class AliasEndpoints(IndexRegistry registry, IndexResolver resolver) : IEndpoints
{
    private static readonly string[] Changing = ["timeout", "master_timeout", "cluster_manager_timeout"];
    private static readonly string[] Reading = ["local", "master_timeout", "cluster_manager_timeout", .. ResolveOptions.Parameters];

    public void Map(RouteTable routes)
    {
        routes.Map("POST", "/_aliases", ActAsync, Changing);
        foreach (var word in new[] { "_alias", "_aliases" })
        {
            routes.Map("PUT,POST", $"/{{index}}/{word}/{{name}}", PutAsync, Changing);
            routes.Map("PUT", $"/{{index}}/{word}", PutAsync, Changing);
            routes.Map("PUT,POST", $"/{word}/{{name}}", PutAsync, Changing);
            routes.Map("DELETE", $"/{{index}}/{word}/{{name}}", DeleteAsync, Changing);
        }

        routes.Map("PUT", "/_alias", PutAsync, Changing);
        foreach (var path in new[] { "/_alias", "/_alias/{name}", "/{index}/_alias", "/{index}/_alias/{name}" })
        {
            routes.Map("GET,HEAD", path, Get, Reading);
        }
    }

    private async Task<RestResponse> ActAsync(RestRequest request)
    {
        var actions = AliasAction.ParseAll(request.RequiredJson());
        await registry.ChangeAsync(() => Decide(actions), request.Cancelled);
        return RestResponse.Acknowledged();
    }

    private async Task<RestResponse> PutAsync(RestRequest request)
    {
        var body = request.Json() is { } json ? AliasActions.ToNode(json) : [];
        var name = request.Value("name") ?? Take(body, "alias")?.ToString() ?? throw Errors.Validation("alias name is missing");
        var index = request.Value("index") ?? Take(body, "index")?.ToString() ?? throw Errors.Validation("index name is missing");
        body.Remove("alias");
        body.Remove("index");
        var action = new AliasAction(AliasActionKind.Add, [index], [name]) { Alias = AliasActions.Read(body) };
        await registry.ChangeAsync(() => Decide([action]), request.Cancelled);
        return RestResponse.Acknowledged();
    }

    private async Task<RestResponse> DeleteAsync(RestRequest request)
    {
        var action = new AliasAction(AliasActionKind.Remove, [request.Required("index")], request.List("name")) { MustExist = true };
        await registry.ChangeAsync(() => Decide([action]), request.Cancelled);
        return RestResponse.Acknowledged();
    }

    private ClusterChange Decide(List<AliasAction> actions)
    {
        var change = new AliasChange(registry, resolver);
        actions.ForEach(change.Apply);
        return change.Change;
    }

    private RestResponse Get(RestRequest request)
    {
        var names = request.List("name");
        var indices = resolver.Resolve(request.Value("index"), ResolveOptions.From(request, new ResolveOptions { ExpandHidden = true }));
        var all = names.Length == 0 || names.Contains("_all", StringComparer.Ordinal);
        var found = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, aliases) in indices.Select(found => found.Entry))
        {
            var matching = aliases.Where(alias => all || Wildcard.MatchesAny(names, alias.Key)).ToArray();
            seen.UnionWith(matching.Select(alias => alias.Key));
            if (matching.Length > 0 || (all && names.Length == 0))
            {
                found[index.Name] = new JsonObject
                {
                    ["aliases"] = new JsonObject(matching.Select(alias => KeyValuePair.Create(alias.Key, (JsonNode?)alias.Value.ToJson()))),
                };
            }
        }

        var missing = all ? [] : names.Where(name => !Wildcard.IsPattern(name) && !seen.Contains(name)).ToArray();
        if (request.IsHead)
        {
            return RestResponse.Empty(missing.Length == 0 && (seen.Count > 0 || names.Length == 0) ? 200 : 404);
        }

        return RestResponse.Json(missing.Length == 0 ? 200 : 404, json =>
        {
            if (missing.Length > 0)
            {
                var body = new JsonObject
                {
                    ["error"] = missing.Length == 1 ? $"alias [{missing[0]}] missing" : $"aliases [{string.Join(",", missing)}] missing",
                    ["status"] = 404,
                };
                foreach (var (name, aliases) in found)
                {
                    body[name] = aliases?.DeepClone();
                }

                body.WriteTo(json);
            }
            else
            {
                found.WriteTo(json);
            }
        });
    }

    private static JsonNode? Take(JsonObject body, string name) => body[name];
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Settings: get and put.</summary>
internal sealed class SettingsEndpoints(IndexRegistry registry, IndexResolver resolver) : IEndpoints
{
    private static readonly string[] Reading =
        ["flat_settings", "include_defaults", "local", "master_timeout", "cluster_manager_timeout", .. ResolveOptions.Parameters];

    private static readonly string[] Changing =
        ["preserve_existing", "flat_settings", "timeout", "master_timeout", "cluster_manager_timeout", .. ResolveOptions.Parameters];

    public void Map(RouteTable routes)
    {
        foreach (var path in new[] { "/_settings", "/_settings/{name}", "/{index}/_settings", "/{index}/_settings/{name}" })
        {
            routes.Map("GET", path, Get, Reading);
        }

        routes.Map("PUT", "/_settings", PutAsync, Changing);
        routes.Map("PUT", "/{index}/_settings", PutAsync, Changing);
    }

    private RestResponse Get(RestRequest request)
    {
        var indices = resolver.Indices(request.Value("index"), ResolveOptions.From(request));
        var names = request.List("name") is { Length: > 0 } given && !given.Contains("_all", StringComparer.Ordinal) ? given : null;
        var flat = request.Flag("flat_settings");
        var body = new JsonObject();
        foreach (var index in indices)
        {
            var shown = index.Metadata.ShownSettings;
            var part = new JsonObject { ["settings"] = flat ? shown.ToFlat(names) : shown.ToNested(names) };
            if (request.Flag("include_defaults"))
            {
                part["defaults"] = DefaultSettings.Missing(shown, flat);
            }

            body[index.Name] = part;
        }

        return RestResponse.Json(200, json => body.WriteTo(json));
    }

    private async Task<RestResponse> PutAsync(RestRequest request)
    {
        var body = request.RequiredJson();
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("settings", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            body = inner;
        }

        var preserve = request.Flag("preserve_existing");
        var indices = resolver.Indices(request.Value("index"), ResolveOptions.From(request, new ResolveOptions { AllowNoIndices = request.Value("index") is null }));
        var change = IndexSettings.Empty.Change(body, preserveExisting: false);
        await registry.ChangeAsync(
            () =>
            {
                foreach (var index in indices)
                {
                    SettingNames.CheckChange(change, IndexSettings.Names(body), index);
                }

                return [.. indices.Select(index => new IndexChange(index, index.Metadata with { Settings = index.Settings.Change(body, preserve) }))];
            },
            request.Cancelled);
        return RestResponse.Acknowledged();
    }
}

using Migration.SearchNode.Http;

namespace Migration.SearchNode.Cluster;

/// <summary>
/// <c>_cluster/settings</c>, as far as a client looks whether there are any. Nothing here can be steered by them, so a
/// change is refused by name.
/// </summary>
internal sealed class ClusterSettingsEndpoints : IEndpoints
{
    private static readonly string[] Reading = ["flat_settings", "include_defaults", "local", "timeout", "master_timeout", "cluster_manager_timeout"];

    private static readonly string[] Groups = ["persistent", "transient", "defaults"];

    public void Map(RouteTable routes)
    {
        routes.Map("GET", "/_cluster/settings", Get, Reading);
        routes.Map("PUT", "/_cluster/settings", Put, Reading);
    }

    private static RestResponse Get(RestRequest request)
    {
        var defaults = request.Flag("include_defaults");
        return RestResponse.Json(200, json =>
        {
            json.WriteStartObject();
            foreach (var group in Groups.Take(defaults ? 3 : 2))
            {
                json.WriteStartObject(group);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private static RestResponse Put(RestRequest request)
    {
        foreach (var group in request.RequiredJson().EnumerateObject())
        {
            foreach (var setting in Indices.IndexSettings.Names(group.Value))
            {
                throw Errors.Unsupported($"{group.Name} cluster setting [{setting["index.".Length..]}]");
            }
        }

        throw Errors.Validation("no settings to update");
    }
}

using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Cluster;

/// <summary><c>GET /</c>.</summary>
internal sealed class ClusterEndpoints(IndexRegistry registry, NodeOptions options) : IEndpoints
{
    public void Map(RouteTable routes)
        => routes.Map("GET,HEAD", new RestRoute("/", _ => Task.FromResult(Info()), new HashSet<string>(StringComparer.Ordinal)) { BeforeRecovery = true });

    private RestResponse Info() => RestResponse.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("name", options.NodeName);
        json.WriteString("cluster_name", options.ClusterName);
        json.WriteString("cluster_uuid", registry.ClusterUuid);
        json.WriteStartObject("version");
        json.WriteString("distribution", "opensearch");
        json.WriteString("number", NodeVersion.Number);
        json.WriteString("build_type", "tar");
        json.WriteString("build_hash", "unknown");
        json.WriteString("build_date", "2025-02-27T01:16:47.726162386Z");
        json.WriteBoolean("build_snapshot", false);
        json.WriteString("lucene_version", NodeVersion.Lucene);
        json.WriteString("minimum_wire_compatibility_version", NodeVersion.MinimumWire);
        json.WriteString("minimum_index_compatibility_version", NodeVersion.MinimumIndex);
        json.WriteEndObject();
        json.WriteString("tagline", "The OpenSearch Project: https://opensearch.org/");
        json.WriteEndObject();
    });
}

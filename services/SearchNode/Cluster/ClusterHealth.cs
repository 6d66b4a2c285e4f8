using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Cluster;

/// <summary>Says how the cluster is.</summary>
internal sealed class ClusterHealth(IndexRegistry registry, NodeReadiness readiness, NodeOptions options)
{
    public string ClusterName => options.ClusterName;

    public HealthSummary Summarise(IReadOnlyList<IndexService> indices)
    {
        var status = !readiness.IsReady || registry.Broken.Count > 0 ? "red"
            : indices.Any(index => index.Settings.Replicas > 0) ? "yellow"
            : "green";
        return new HealthSummary(status, indices);
    }

    /// <summary>Completes when an index is made, changed or deleted.</summary>
    public Task ChangedAsync() => registry.ChangedAsync();
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode;

/// <summary>Ready once the indices found on disk are open; an index that cannot be opened is named.</summary>
internal sealed class NodeHealthCheck(IndexRegistry registry, NodeReadiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(!readiness.IsReady ? HealthCheckResult.Unhealthy("the indices are being opened")
            : registry.Broken.Count > 0 ? HealthCheckResult.Degraded(string.Join("; ", registry.Broken.Select(index => $"index [{index.Key}]: {index.Value}")))
            : HealthCheckResult.Healthy());
}

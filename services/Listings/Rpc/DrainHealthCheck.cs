using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Listings.Rpc;

/// <summary>Not ready from the moment that it refuses calls, while still alive.</summary>
internal sealed class DrainHealthCheck(Traffic traffic) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(traffic.IsDraining ? HealthCheckResult.Unhealthy("the service is ending") : HealthCheckResult.Healthy());
}

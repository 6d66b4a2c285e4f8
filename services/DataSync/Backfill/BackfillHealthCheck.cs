using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.DataSync.Backfill;

/// <summary>Healthy when the target holds what the source held when the backfill read it.</summary>
internal sealed class BackfillHealthCheck(BackfillStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(status.IsComplete
            ? HealthCheckResult.Healthy(status.Description)
            : HealthCheckResult.Unhealthy(status.Description));
}

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.TrafficRouter.Flags;

/// <summary>Degraded while the flags are stale: requests are served, but by the monolith alone.</summary>
public sealed class FlagHealthCheck(FlagSource flags) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(flags.Age is not { } age
            ? HealthCheckResult.Degraded("The routing flags have not been read yet: everybody goes to the monolith")
            : flags.IsStale
                ? HealthCheckResult.Degraded($"The routing flags are {age.TotalSeconds:0} s old: everybody goes to the monolith")
                : HealthCheckResult.Healthy($"Flags are {age.TotalSeconds:0} s old"));
}

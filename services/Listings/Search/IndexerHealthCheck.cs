using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.Listings.Database;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>Degraded, never unhealthy: the index is behind, or lacks what it refused, while listings are read and written.</summary>
internal sealed class IndexerHealthCheck(IndexingQueue queue, DatabaseGate gate) : IHealthCheck
{
    /// <summary>The reference system's promise: in the index within a minute.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!gate.IsOpen)
        {
            return HealthCheckResult.Degraded(gate.Reason);
        }

        try
        {
            var state = await queue.MeasureAsync(cancellationToken);
            var said = string.Create(
                CultureInfo.InvariantCulture, $"{state.Waiting} waiting, the oldest for {state.Lag.TotalSeconds:F1} s, {state.Dead} given up");
            return state.Lag > LongestLag || state.Dead > 0 ? HealthCheckResult.Degraded(said) : HealthCheckResult.Healthy(said);
        }
        catch (NpgsqlException failure)
        {
            return HealthCheckResult.Degraded($"the queue cannot be read: {failure.Message}", failure);
        }
    }
}

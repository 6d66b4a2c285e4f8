using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Migration.Listings.Database;

/// <summary>Healthy when the schema is in place and the database answers.</summary>
internal sealed class DatabaseHealthCheck(NpgsqlDataSource database, DatabaseGate gate) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!gate.IsOpen)
        {
            return HealthCheckResult.Unhealthy(gate.Reason);
        }

        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy($"schema version {gate.SchemaVersion}");
        }
        catch (NpgsqlException failure)
        {
            return HealthCheckResult.Unhealthy($"the database cannot be reached: {failure.Message}", failure);
        }
    }
}

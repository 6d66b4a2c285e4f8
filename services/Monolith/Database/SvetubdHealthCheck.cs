using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Migration.Monolith.Database;

/// <summary>Healthy when the database answers and is svetubd.</summary>
internal sealed class SvetubdHealthCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var name = await DatabaseIdentity.ReadAsync(connection, cancellationToken);
            return DatabaseIdentity.Name.Equals(name, StringComparison.Ordinal)
                ? HealthCheckResult.Healthy($"{name} answers")
                : HealthCheckResult.Unhealthy($"The database calls itself '{name}', not {DatabaseIdentity.Name}");
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"svetubd does not answer: {failure.Message}", failure);
        }
    }
}

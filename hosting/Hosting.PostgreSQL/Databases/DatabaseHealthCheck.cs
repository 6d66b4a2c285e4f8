using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.PostgreSQL;

/// <summary>A database is healthy when it can be connected to.</summary>
internal sealed class DatabaseHealthCheck(PostgresDatabaseResource database, TimeProvider timeProvider) : IHealthCheck
{
    // The check is then there at the moment of the creation, and still says soon what it waits for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await database.Created.WaitAsync(Patience, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!database.Created.IsCompleted)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The database is created when its server is ready.");
        }

        var connectionString = await database.ConnectionStringExpression.GetValueAsync(cancellationToken);
        return await ServerHealthCheck.CheckAsync(connectionString ?? string.Empty, context, cancellationToken);
    }
}

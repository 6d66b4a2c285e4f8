using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Migration.Hosting.PostgreSQL;

/// <summary>A server is healthy when it lets its user in and answers.</summary>
internal sealed class ServerHealthCheck(PostgresServerResource resource, NativeServers servers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // The server's own file says when it listens: asking earlier would only fill its log with refusals.
        if (servers.Find(resource) is { } server && !await server.WaitUntilListeningAsync(cancellationToken))
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The server is starting.");
        }

        var connectionString = await resource.GetConnectionStringAsync(cancellationToken);
        return await CheckAsync($"{connectionString};Database={SingleUserSession.BootstrapDatabase}", context, cancellationToken);
    }

    /// <summary>Connects anew each time: a connection that was open already says nothing about the next one.</summary>
    internal static async Task<HealthCheckResult> CheckAsync(string connectionString, HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ServerConnection.Once($"{connectionString};Application Name=health-check"));
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, failure.Message, failure);
        }
    }
}

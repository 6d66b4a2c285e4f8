using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>Talks to the databases of an application as a service would: by the connection string of the model.</summary>
internal static class PostgresApp
{
    public static async Task<string?> AskAsync(this IResourceWithConnectionString resource, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{await resource.GetConnectionStringAsync(cancellationToken)};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(cancellationToken))?.ToString();
    }

    /// <summary>Starts the application and waits until the resource is healthy.</summary>
    public static async Task<CustomResourceSnapshot> StartAsync(this DistributedApplication app, string resource, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        return (await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, WaitBehavior.StopOnResourceUnavailable, cancellationToken)).Snapshot;
    }
}

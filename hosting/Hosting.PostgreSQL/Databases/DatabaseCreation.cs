using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Orchestration;
using Npgsql;

namespace Migration.Hosting.PostgreSQL;

/// <summary>Creates a server's databases once it is ready.</summary>
internal static partial class DatabaseCreation
{
    /// <summary>The server starts anew: whether its databases are there is open again.</summary>
    public static Task ForgetAsync(PostgresServerResource server)
    {
        foreach (var database in server.DatabaseResources)
        {
            database.ForgetCreated();
        }

        return Task.CompletedTask;
    }

    /// <summary>Creates the databases that are missing. One that cannot be created has failed to start; the others are not touched by it.</summary>
    public static async Task CreateAsync(PostgresServerResource server, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (server.DatabaseResources.Count == 0)
        {
            return;
        }

        var connectionString = await server.GetConnectionStringAsync(cancellationToken);
        await using var connection = new NpgsqlConnection(ServerConnection.Once($"{connectionString};Database={SingleUserSession.BootstrapDatabase}"));
        await connection.OpenAsync(cancellationToken);
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(server);
        foreach (var database in server.DatabaseResources)
        {
            try
            {
                await CreateAsync(database, connection, logger, cancellationToken);
                database.SetCreated();
            }
            catch (PostgresException failure)
            {
                await ReportAsync(database, failure, services);
            }
        }
    }

    private static async Task CreateAsync(
        PostgresDatabaseResource database, NpgsqlConnection connection, ILogger logger, CancellationToken cancellationToken)
    {
        var script = database.Annotations.OfType<CreationScriptAnnotation>().LastOrDefault()?.Script;
        if (script is null && await ExistsAsync(database, connection, cancellationToken))
        {
            return;
        }

        try
        {
            await using var command = new NpgsqlCommand(script ?? $"CREATE DATABASE {SqlText.Identifier(database.DatabaseName)}", connection);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
            Log.Created(logger, database.DatabaseName);
        }
        catch (PostgresException exists) when (exists.SqlState is PostgresErrorCodes.DuplicateDatabase)
        {
            Log.Exists(logger, database.DatabaseName);
        }
    }

    private static async Task<bool> ExistsAsync(PostgresDatabaseResource database, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT 1 FROM pg_catalog.pg_database WHERE datname = {SqlText.Literal(database.DatabaseName)}", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task ReportAsync(PostgresDatabaseResource database, PostgresException failure, IServiceProvider services)
    {
        var hasScript = database.Annotations.OfType<CreationScriptAnnotation>().Any();
        var reason = new ResourceStartException(
            database.Name,
            $"Database '{database.DatabaseName}' could not be created on server '{database.Parent.Name}': {failure.SqlState}: {failure.MessageText}.",
            hasScript ? "Correct the script given to WithCreationScript." : "Correct the name given to AddDatabase, or what the message names.",
            lastLogLines: null,
            failure);
        var told = services.GetRequiredService<StartFailures>().Report(database, database.Name, reason);
        await services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(database, snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StartFailure = told.Message,
        });
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "DatabaseCreated", Level = LogLevel.Information, Message = "Created database {Database}")]
        public static partial void Created(ILogger logger, string database);

        [LoggerMessage(EventId = 2, EventName = "DatabaseExists", Level = LogLevel.Debug, Message = "Database {Database} exists already")]
        public static partial void Exists(ILogger logger, string database);
    }
}

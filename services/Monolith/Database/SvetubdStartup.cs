using Migration.Monolith.Routing;
using Migration.Monolith.Seeding;
using Migration.Monolith.Seeding.Dump;
using Migration.ServiceDefaults.Databases;
using Npgsql;

namespace Migration.Monolith.Database;

/// <summary>
/// Brings the database to where the service needs it before the first request is taken: schema, seed, flag row. Several
/// instances may start at once; an advisory lock lets one do the work and the others find it done.
/// </summary>
internal sealed partial class SvetubdStartup(
    NpgsqlDataSource database,
    SchemaUpgrade schema,
    DumpLoader dump,
    Seeder seeder,
    RoutingFlagSeed flags,
    PoolWarmUp pool,
    ILogger<SvetubdStartup> logger) : StartupTask
{
    /// <summary>Any number that every instance takes: the letters "svetubd1".</summary>
    internal const long LockKey = 0x7376657475626431;

    /// <summary>The first instance may be seeding a million listings.</summary>
    private const int LockSeconds = 900;

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using (var take = new NpgsqlCommand($"select pg_advisory_lock({LockKey})", connection) { CommandTimeout = LockSeconds })
            {
                await take.ExecuteNonQueryAsync(cancellationToken);
            }

            await DatabaseIdentity.RefuseForeignAsync(connection, cancellationToken);
            await schema.RunAsync(connection, cancellationToken);
            if (!await dump.RunAsync(connection, cancellationToken))
            {
                await seeder.RunAsync(connection, cancellationToken);
            }

            await flags.RunAsync(connection, cancellationToken);
            await using var release = new NpgsqlCommand($"select pg_advisory_unlock({LockKey})", connection);
            await release.ExecuteNonQueryAsync(cancellationToken);
            await pool.RunAsync(cancellationToken);
            LogReady(logger, connection.Host ?? "", connection.Port, connection.Database);
        }
        catch (NpgsqlException failure)
        {
            throw new StartupException(
                $"Database svetubd cannot be prepared: {failure.Message} "
                + "Check that the server of ConnectionStrings:svetubd runs and that its user may create tables.",
                failure);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Database {Database} on {Host}:{Port} is ready")]
    private static partial void LogReady(ILogger logger, string host, int port, string database);
}

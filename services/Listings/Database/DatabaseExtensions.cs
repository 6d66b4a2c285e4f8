using Migration.Listings.Storage;
using Migration.ServiceDefaults.Databases;
using Npgsql;

namespace Migration.Listings.Database;

internal static class DatabaseExtensions
{
    public const string ConnectionName = "listings-db";

    /// <summary>
    /// A burst waits in line rather than sign in forty times at once: that costs the database more than the reads do, and takes longer than a
    /// call has.
    /// </summary>
    private const int PoolSize = 16;

    private const int PreparedStatements = 64;
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    public static void AddListingsDatabase(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString(ConnectionName);
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new InvalidOperationException(
                $"ConnectionStrings:{ConnectionName} is not set: give the connection string of the listings service's own PostgreSQL database.");
        }

        var openings = new PoolOpenings();
        builder.Services.AddSingleton(services => CreateDataSource(connectionString, openings, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<DatabaseGate>();
        builder.Services.AddSingleton<SchemaUpgrader>();
        builder.Services.AddPoolWarmUp(openings, ListingStore.WarmUpAsync);
        builder.Services.AddHostedService<SchemaUpgradeWorker>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", timeout: ProbeTimeout);
    }

    private static NpgsqlDataSource CreateDataSource(string connectionString, PoolOpenings openings, ILoggerFactory loggers)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        var settings = source.ConnectionStringBuilder;
        var defaults = new NpgsqlConnectionStringBuilder();

        // Every statement of the service is one of a small fixed set: prepared on its second use, then for good.
        settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? PreparedStatements : settings.MaxAutoPrepare;
        settings.AutoPrepareMinUsages = 2;
        settings.MaxPoolSize = settings.MaxPoolSize == defaults.MaxPoolSize ? PoolSize : settings.MaxPoolSize;

        // Nothing of the service's is left in a session but what QueueSignal and SchemaUpgrader take back themselves. Npgsql would have the
        // server run seven statements before every read, to undo what nobody did.
        settings.NoResetOnClose = true;

        // Once open they stay: after a quiet hour a burst finds what it finds after a start.
        settings.MinPoolSize = settings.MaxPoolSize;
        settings.ApplicationName ??= "listings";

        // Only built-in types are used; asking the server for all of its types takes a good part of a start.
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        source.UsePhysicalConnectionInitializer(openings.Opened, openings.OpenedAsync);
        source.UseLoggerFactory(loggers);
        return source.Build();
    }
}

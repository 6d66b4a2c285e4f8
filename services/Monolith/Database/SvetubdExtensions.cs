using Migration.Monolith.Listings;
using Migration.ServiceDefaults.Databases;
using Npgsql;

namespace Migration.Monolith.Database;

internal static class SvetubdExtensions
{
    private const string ConnectionName = "svetubd";

    /// <summary>
    /// A burst waits in line rather than sign in a hundred times at once: that costs both sides more than the queries do, and takes longer
    /// than a request that fell back has.
    /// </summary>
    private const int PoolSize = 12;

    /// <summary>
    /// The database, its schema at start, and its health. Statements are prepared by Npgsql once they have been used twice on
    /// a connection.
    /// </summary>
    public static void AddSvetubd(this WebApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString(ConnectionName);
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw StartupException.BadSetting(
                $"ConnectionStrings:{ConnectionName}", connection, "give the connection string of the monolith's database.");
        }

        var openings = new PoolOpenings();
        builder.Services.AddSingleton(CreateDataSource(connection, openings));
        builder.Services.AddSingleton<SchemaUpgrade>();
        builder.Services.AddPoolWarmUp(openings, ListingReadStore.WarmUpAsync);
        builder.Services.AddHostedService<SvetubdStartup>();
        builder.Services.AddHealthChecks().AddCheck<SvetubdHealthCheck>("svetubd", timeout: TimeSpan.FromSeconds(3));
    }

    private static NpgsqlDataSource CreateDataSource(string connection, PoolOpenings openings)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connection)
            {
                ApplicationName = "monolith",
                MaxAutoPrepare = 64,
                AutoPrepareMinUsages = 2,
            };
            settings.MaxPoolSize = settings.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize ? PoolSize : settings.MaxPoolSize;

            // Once open they stay: after a quiet hour a burst finds what it finds after a start.
            settings.MinPoolSize = settings.MaxPoolSize;
            var source = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableTransportSecurity().EnableArrays();

            // Only built-in types are used; asking the server for all of its types takes a good part of a start.
            source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
            source.UsePhysicalConnectionInitializer(openings.Opened, openings.OpenedAsync);
            return source.Build();
        }
        catch (ArgumentException broken)
        {
            throw new StartupException(
                $"Setting ConnectionStrings:{ConnectionName} cannot be read ({broken.Message}): "
                + "write it as Host=…;Port=…;Username=…;Password=…;Database=svetubd.",
                broken);
        }
    }
}

namespace Migration.DataSync.Databases;

internal static class DatabasesExtensions
{
    public static void AddDatabases(this IHostApplicationBuilder builder)
    {
        var source = ConnectionString(builder.Configuration, DatabasePair.SourceName);
        var target = ConnectionString(builder.Configuration, DatabasePair.TargetName);
        builder.Services.AddSingleton(services => DatabasePair.Of(source, target, services.GetRequiredService<ILoggerFactory>()));
    }

    private static string ConnectionString(IConfiguration configuration, string name)
        => configuration.GetConnectionString(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"ConnectionStrings:{name} is not set: give the connection string of that PostgreSQL database.");
}

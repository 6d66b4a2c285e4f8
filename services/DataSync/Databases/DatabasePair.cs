using Npgsql;

namespace Migration.DataSync.Databases;

/// <summary>The monolith's database, the source of the way forward, and the microservice's.</summary>
internal sealed record DatabasePair(NpgsqlDataSource Source, NpgsqlDataSource Target) : IAsyncDisposable
{
    /// <summary>As they were given: a pool does not tell its password.</summary>
    public required string SourceConnectionString { get; init; }

    public required string TargetConnectionString { get; init; }

    private const int PoolSize = 20;

    public const string SourceName = "svetubd";
    public const string TargetName = "listings-db";

    /// <summary>Ids from here on are made by the microservice; those below belong to the monolith.</summary>
    public const long FirstServiceId = 1_000_000_000;

    /// <summary>No row has it: to begin above it is to begin with the first.</summary>
    public const long BeforeAllIds = long.MinValue;

    public static DatabasePair Of(string source, string target, ILoggerFactory loggers) => new(Create(source, loggers), Create(target, loggers))
    {
        SourceConnectionString = source,
        TargetConnectionString = target,
    };

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Target.DisposeAsync();
    }

    private static NpgsqlDataSource Create(string connectionString, ILoggerFactory loggers)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        source.ConnectionStringBuilder.ApplicationName ??= "datasync";
        source.ConnectionStringBuilder.MaxPoolSize = PoolSize;

        // A chunk of a large table takes as long as it takes; it ends with the service.
        source.ConnectionStringBuilder.CommandTimeout = 0;
        source.UseLoggerFactory(loggers);
        return source.Build();
    }
}

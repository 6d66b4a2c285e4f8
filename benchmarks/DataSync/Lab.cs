using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.Listings.Database;
using Npgsql;

namespace Migration.DataSync.Benchmarks;

/// <summary>Two servers, as in production, and databases on them.</summary>
internal sealed class Lab : IAsyncDisposable
{
    /// <summary>Of both servers: no checkpoint falls into a block, and a consumer that is held up is not thrown out.</summary>
    private static readonly string[] Settings =
        ["-c", "shared_buffers=1GB", "-c", "max_wal_size=16GB", "-c", "checkpoint_timeout=1h", "-c", "wal_sender_timeout=0", "-c", "wal_receiver_timeout=0"];

    private readonly DistributedApplication _application;
    private readonly string _monolith;
    private readonly string _microservice;

    private Lab(DistributedApplication application, string monolith, string microservice)
    {
        _application = application;
        _monolith = monolith;
        _microservice = microservice;
    }

    public static async Task<Lab> StartAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var monolith = builder.AddPostgres("monolith-postgres").WithArgs(Settings);
        var microservice = builder.AddPostgres("listings-postgres").WithArgs(Settings);
        var application = await builder.BuildAsync();
        await application.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("monolith-postgres");
        await application.ResourceNotifications.WaitForResourceHealthyAsync("listings-postgres");
        return new Lab(
            application,
            (await monolith.Resource.GetConnectionStringAsync(CancellationToken.None))!,
            (await microservice.Resource.GetConnectionStringAsync(CancellationToken.None))!);
    }

    /// <summary>The monolith's schema on the monolith's server, with so many listings, each with an image, every other with a condition and an address.</summary>
    public async Task<Database> MonolithAsync(int listings)
    {
        var database = await CreateAsync(_monolith, "svetubd");
        await SchemaAsync(database);
        await database.ExecuteAsync($$"""
            insert into c2c_listings (id, user_id, category_id, title, description, price, condition, address_city, address_country, metadata, created_at, updated_at)
            select i, 1 + i % 5000, 1101, 'Polovna stolica broj ' || i, repeat('Opis, kao nova. ', 1 + i % 20), 10 + i % 900,
                case when i % 2 = 0 then 'used' end, case when i % 2 = 0 then 'Beograd' end, case when i % 2 = 0 then 'Srbija' end,
                case when i % 3 = 0 then '{"source": "import"}'::jsonb end, timestamp '2025-01-01' + i * interval '1 s', timestamp '2025-01-01' + i * interval '1 s'
            from generate_series(1, {{listings}}) i
            """);
        await database.ExecuteAsync($"""
            insert into c2c_images (id, listing_id, file_path, file_name, file_size, content_type, is_main)
            select i, i, 'listings/' || i || '/1.jpg', '1.jpg', 1000 + i % 500, 'image/jpeg', true from generate_series(1, {listings}) i
            """);
        await database.ExecuteAsync("analyze");
        return database;
    }

    /// <summary>The microservice's schema, empty, on the microservice's server.</summary>
    public async Task<Database> MicroserviceAsync(string name)
    {
        var database = await CreateAsync(_microservice, name);
        await new SchemaUpgrader(database.Source, NullLoggerFactory.Instance).UpgradeAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Another like it, on the same server.</summary>
    public async Task<Database> CloneAsync(Database database, string name)
    {
        // Nobody may be connected to it meanwhile.
        database.Source.Clear();
        return await CreateAsync(_microservice, name, new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!);
    }

    /// <summary>The monolith's schema, empty, on the microservice's server: what a built-in subscription writes to.</summary>
    public async Task<Database> MirrorAsync(string name)
    {
        var database = await CreateAsync(_microservice, name);
        await SchemaAsync(database);
        return database;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task SchemaAsync(Database database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            await database.ExecuteAsync(await script.ReadToEndAsync());
        }
    }

    private static async Task<Database> CreateAsync(string server, string name, string template = "template1")
    {
        await using (var source = NpgsqlDataSource.Create(server))
        await using (var create = source.CreateCommand($"create database {name} template {template}"))
        {
            await create.ExecuteNonQueryAsync();
        }

        return new Database(new NpgsqlConnectionStringBuilder(server) { Database = name, CommandTimeout = 0 }.ConnectionString);
    }
}

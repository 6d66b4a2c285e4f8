using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>The whole service in this process, on a free port, with a database and a data folder of its own.</summary>
internal sealed class MonolithHost : IAsyncDisposable
{
    public const string Listings = "/api/v1/marketplace/listings";
    public const string AdminEmail = "admin@example.test";

    private readonly WebApplication app;
    private readonly bool ownsDatabase;

    private MonolithHost(WebApplication app, LogCollector logs, string connection, string dataFolder, bool ownsDatabase)
    {
        this.app = app;
        this.ownsDatabase = ownsDatabase;
        Logs = logs;
        Connection = connection;
        DataFolder = dataFolder;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Database = NpgsqlDataSource.Create(connection);
    }

    public LogCollector Logs { get; }

    public string Connection { get; }

    public string DataFolder { get; }

    public HttpClient Client { get; }

    public NpgsqlDataSource Database { get; }

    public IServiceProvider Services => app.Services;

    public static Task<MonolithHost> StartAsync(CancellationToken cancellationToken, params IReadOnlyList<string> settings)
        => StartAsync(TimeProvider.System, cancellationToken, settings);

    public static async Task<MonolithHost> StartAsync(TimeProvider time, CancellationToken cancellationToken, params IReadOnlyList<string> settings)
    {
        var connection = await DatabaseServer.CreateDatabaseAsync(cancellationToken);
        try
        {
            return await StartOnAsync(connection, cancellationToken, settings, time, ownsDatabase: true);
        }
        catch
        {
            await DatabaseServer.DropDatabaseAsync(connection);
            throw;
        }
    }

    /// <summary>Starts on a database that is there already and stays.</summary>
    public static async Task<MonolithHost> StartOnAsync(
        string connection, CancellationToken cancellationToken, IReadOnlyList<string>? settings = null, TimeProvider? time = null, bool ownsDatabase = false)
    {
        var folder = Directory.CreateTempSubdirectory("monolith-tests-").FullName;
        var logs = new LogCollector();
        var service = MonolithApplication.Create(Arguments(connection, folder, settings ?? []), builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(logs);
            builder.Services.AddSingleton(time ?? TimeProvider.System);
        });
        try
        {
            await service.StartAsync(cancellationToken);
            return new MonolithHost(service, logs, connection, folder, ownsDatabase);
        }
        catch
        {
            await service.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public static string[] Arguments(string connection, string folder, IReadOnlyList<string> settings) =>
    [
        $"--contentRoot={AppContext.BaseDirectory}",
        "--urls=http://127.0.0.1:0",
        $"--ConnectionStrings:svetubd={connection}",
        $"--Storage:Directory={folder}",
        "--Auth:DevelopmentTokens=true",
        .. settings,
    ];

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };

        // A body that is refused unread must not be on its way when the connection is closed.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 1_000_000;
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var response = await Client.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync());
    }

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token);

    public Task<Answer> PostAsync(string path, string json, string? token = null) => SendAsync(HttpMethod.Post, path, token, Json(json));

    public Task<Answer> PatchAsync(string path, string json, string? token = null) => SendAsync(HttpMethod.Patch, path, token, Json(json));

    public async Task<string> TokenAsync(int userId) => await TokenAsync($$"""{"user_id":{{userId}}}""");

    public Task<string> AdminTokenAsync() => TokenAsync($$"""{"email":"{{AdminEmail}}"}""");

    public async Task<string> TokenAsync(string request)
    {
        var answer = await PostAsync("/api/v1/auth/token", request);
        return answer.Json.GetProperty("access_token").GetString()!;
    }

    /// <summary>A new draft of this user; returns its id.</summary>
    public async Task<int> CreateListingAsync(int userId, string title = "Gradski bicikl")
    {
        var answer = await PostAsync(Listings, $$"""{"title":"{{title}}","price":12500.50,"category_id":1103}""", await TokenAsync(userId));
        return answer.Json.GetProperty("id").GetInt32();
    }

    public async Task<T?> QueryAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default : (T)value;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
        if (ownsDatabase)
        {
            await DatabaseServer.DropDatabaseAsync(Connection);
        }
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}

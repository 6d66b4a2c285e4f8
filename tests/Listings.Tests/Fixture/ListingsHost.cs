using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.Contracts.Listings.V1;
using Npgsql;

namespace Migration.Listings.Tests.Fixture;

/// <summary>The service itself, in this process, on free ports.</summary>
internal sealed class ListingsHost : IAsyncDisposable
{
    private const int Connections = 6;

    private readonly WebApplication _app;
    private readonly TestIssuer? _ownIssuer;

    private ListingsHost(WebApplication app, TestIssuer issuer, bool ownsIssuer)
    {
        _app = app;
        Issuer = issuer;
        _ownIssuer = ownsIssuer ? issuer : null;
        Channel = GrpcChannel.ForAddress(LocalServer.AddressOf(app));
        Http = new HttpClient { BaseAddress = LocalServer.AddressOf(app, 1) };
        Client = new ListingsService.ListingsServiceClient(Channel);
    }

    public TestIssuer Issuer { get; }

    public GrpcChannel Channel { get; }

    public HttpClient Http { get; }

    public ListingsService.ListingsServiceClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public bool IsStopping => _app.Lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Starts the service; <see cref="WhenReadyAsync"/> waits for its database.</summary>
    public static async Task<ListingsHost> StartAsync(
        string connectionString, TestIssuer? issuer = null, string? search = null, TimeProvider? time = null, params string[] settings)
    {
        var tokens = issuer ?? await TestIssuer.StartAsync();
        List<string> args = [.. Arguments(connectionString, tokens), .. settings.Select(setting => $"--{setting}")];
        if (search is not null)
        {
            args.Add($"--ConnectionStrings:search={search}");
        }

        var app = ListingsApplication.Create([.. args], builder =>
        {
            builder.Logging.ClearProviders();
            if (time is not null)
            {
                // The whole stop is always by the machine's clock: what such a test looks at meanwhile must not be cut short.
                builder.Services.AddSingleton(time);
                builder.Services.PostConfigure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
            }
        });
        await app.StartAsync();
        return new ListingsHost(app, tokens, ownsIssuer: issuer is null);
    }

    public static async Task<ListingsHost> StartReadyAsync(
        TestDatabase database, TestIssuer? issuer = null, string? search = null, TimeProvider? time = null, params string[] settings)
    {
        var host = await StartAsync(database.ConnectionString, issuer, search, time, settings);
        await host.WhenReadyAsync();
        return host;
    }

    /// <summary>Few connections, since some sixty services are started here, and each opens all of its own beforehand.</summary>
    public static string[] Arguments(string connectionString, TestIssuer issuer) =>
    [
        $"--ConnectionStrings:listings-db={new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = Connections }.ConnectionString}",
        "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0",
        "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0",
        $"--Auth:Issuer={TestIssuer.Name}",
        $"--Auth:Audience={TestIssuer.Audience}",
        $"--Auth:JwksUrl={issuer.JwksUrl}",
        $"--contentRoot={AppContext.BaseDirectory}",
        "--hostBuilder:reloadConfigOnChange=false",
        "--Drain:Notice=00:00:00",
    ];

    public AsyncUnaryCall<GetListingResponse> CallGet(long id, string? lang = null)
        => Client.GetListingAsync(lang is null ? new GetListingRequest { Id = id } : new GetListingRequest { Id = id, Lang = lang });

    public AsyncUnaryCall<ListListingsResponse> CallList(ListListingsRequest request, Metadata? headers = null) => Client.ListListingsAsync(request, headers);

    public AsyncUnaryCall<CreateListingResponse> CallCreate(CreateListingRequest request, Metadata? headers = null) => Client.CreateListingAsync(request, headers);

    public AsyncUnaryCall<UpdateListingResponse> CallUpdate(UpdateListingRequest request, Metadata? headers = null) => Client.UpdateListingAsync(request, headers);

    public AsyncUnaryCall<DeleteListingResponse> CallDelete(long id, long userId, Metadata? headers = null)
        => Client.DeleteListingAsync(new DeleteListingRequest { Id = id, UserId = userId }, headers);

    public AsyncUnaryCall<ImageResponse> CallAddImage(AddImageRequest request, Metadata? headers = null) => Client.AddListingImageAsync(request, headers);

    public AsyncUnaryCall<ImageResponse> CallGetImage(long id) => Client.GetListingImageAsync(new ImageIDRequest { ImageId = id });

    public AsyncUnaryCall<ImagesResponse> CallImages(long listingId) => Client.GetListingImagesAsync(new ListingIDRequest { ListingId = listingId });

    public AsyncUnaryCall<DeleteListingImageResponse> CallDeleteImage(long listingId, long imageId, long userId, Metadata? headers = null)
        => Client.DeleteListingImageAsync(new DeleteListingImageRequest { ListingId = listingId, ImageId = imageId, UserId = userId }, headers);

    public AsyncUnaryCall<ReorderImagesResponse> CallReorder(long listingId, long userId, IEnumerable<long> imageIds, Metadata? headers = null)
        => Client.ReorderListingImagesAsync(new ReorderImagesRequest { ListingId = listingId, UserId = userId, ImageIds = { imageIds } }, headers);

    public AsyncUnaryCall<GetSimilarListingsResponse> CallSimilar(GetSimilarListingsRequest request) => Client.GetSimilarListingsAsync(request);

    public AsyncUnaryCall<SearchListingsResponse> CallSearch(SearchListingsRequest request) => Client.SearchListingsAsync(request);

    public AsyncUnaryCall<ReindexAllResponse> CallReindexAll(Metadata? headers = null) => Client.ReindexAllAsync(new ReindexAllRequest(), headers);

    public AsyncUnaryCall<HealthCheckResponse> CallCheck(string name)
        => new Health.HealthClient(Channel).CheckAsync(new HealthCheckRequest { Service = name });

    public async Task<HealthCheckResponse.Types.ServingStatus> StatusAsync(string name) => (await CallCheck(name)).Status;

    public async Task<HttpStatusCode> HttpStatusAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    public Task WhenReadyAsync() => _app.Services.GetRequiredService<Listings.Database.DatabaseGate>().WaitAsync(CancellationToken.None);

    public Metadata AsUser(long userId, string role = "user") => Bearer(Issuer.TokenFor(userId, role));

    public static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    public async Task<Listing> CreateAsync(CreateListingRequest request)
        => (await Client.CreateListingAsync(request, AsUser(request.UserId))).Listing;

    public async Task<Listing> GetAsync(long id) => (await Client.GetListingAsync(new GetListingRequest { Id = id })).Listing;

    /// <summary>As SIGTERM does.</summary>
    public async Task StopAsync()
    {
        _app.Lifetime.StopApplication();
        await _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownIssuer is not null)
        {
            await _ownIssuer.DisposeAsync();
        }
    }
}

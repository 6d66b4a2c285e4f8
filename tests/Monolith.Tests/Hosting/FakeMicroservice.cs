using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Migration.Monolith.Tests.Hosting;

/// <summary><see cref="ScriptedListings"/> behind a real gRPC server on a free port.</summary>
internal sealed class FakeMicroservice : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeMicroservice(WebApplication app, ScriptedListings listings)
    {
        _app = app;
        Listings = listings;
    }

    public ScriptedListings Listings { get; }

    public string Address => _app.Urls.Single();

    public static async Task<FakeMicroservice> StartAsync(CancellationToken cancellationToken)
    {
        var listings = new ScriptedListings();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(listings);
        var app = builder.Build();
        app.MapGrpcService<ScriptedListings>();
        await app.StartAsync(cancellationToken);
        return new FakeMicroservice(app, listings);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

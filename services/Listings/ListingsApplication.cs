using Migration.Listings.Database;
using Migration.Listings.Images;
using Migration.Listings.Rest;
using Migration.Listings.Rpc;
using Migration.Listings.Search;
using Migration.Listings.Security;
using Migration.Listings.Storage;
using Migration.Listings.Telemetry;
using Migration.ServiceDefaults;

namespace Migration.Listings;

/// <summary>Puts the service together; a test may replace services before it is built.</summary>
internal static class ListingsApplication
{
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        // An endpoint whose Url begins with https takes the certificate that Kestrel's configuration names.
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<ListingsMetrics>();

        builder.AddListingsDatabase();
        builder.AddListingStorage();
        builder.AddListingImages();
        builder.AddTokenAuthentication();
        builder.AddSearch();
        builder.AddRpc();
        builder.AddRest();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapRpc();
        app.MapRest();
        app.MapImages();
        return app;
    }

    /// <summary>Runs until told to stop. The result is the process's exit code: 1 where the database is not the service's own.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Create(args);
        var gate = app.Services.GetRequiredService<DatabaseGate>();
        await app.RunAsync();
        return gate.IsRefused ? 1 : 0;
    }
}

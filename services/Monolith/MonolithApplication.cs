using Migration.Monolith.Auth;
using Migration.Monolith.Database;
using Migration.Monolith.Images;
using Migration.Monolith.Listings;
using Migration.Monolith.Microservice;
using Migration.Monolith.Problems;
using Migration.Monolith.Routing;
using Migration.Monolith.Seeding;
using Migration.ServiceDefaults;

namespace Migration.Monolith;

/// <summary>Puts the monolith together; a test may replace services before it is built.</summary>
internal static class MonolithApplication
{
    /// <summary>No setting is read again, and watching the files would cost one of the user's few inotify instances.</summary>
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <remarks>
    /// The host's own account of a failed start is left out: it says with a stack trace what Program says in a sentence.
    /// </remarks>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder([NoReload, .. args]);
        builder.AddServiceDefaults();
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaxJsonBytes;
        });

        builder.AddProblems();
        builder.AddSvetubd();
        builder.AddSeeding();
        builder.AddAuth();
        builder.AddRouting();
        builder.AddMicroservice();
        builder.AddListings();
        builder.AddImages();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseServedBy();
        app.UseProblems();
        app.UseRouting();
        app.UseBearerTokens();
        app.MapDefaultEndpoints();
        app.MapAuth();
        app.MapRoutingFlags();
        app.MapListings();
        app.MapImages();
        return app;
    }
}

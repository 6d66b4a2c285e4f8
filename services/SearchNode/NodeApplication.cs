using Migration.SearchNode.Analysis;
using Migration.SearchNode.Cat;
using Migration.SearchNode.Cluster;
using Migration.SearchNode.Documents;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;
using Migration.SearchNode.Search;
using Migration.ServiceDefaults;

namespace Migration.SearchNode;

/// <summary>Puts the node together.</summary>
internal static class NodeApplication
{
    private const string DefaultUrl = "http://127.0.0.1:9200";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        AddNode(builder);
        var app = builder.Build();
        if (app.Configuration["URLS"] is null && !app.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            app.Urls.Add(DefaultUrl);
        }

        var dispatcher = app.Services.GetRequiredService<RestDispatcher>();
        app.Use((context, next) => IsProbe(context, app.Services.GetRequiredService<IndexRegistry>()) ? next(context) : dispatcher.DispatchAsync(context));
        app.MapDefaultEndpoints();
        return app;
    }

    private static void AddNode(WebApplicationBuilder builder)
    {
        var options = NodeOptions.From(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(new RequestMemory(options.RequestMemoryLimit));
        services.AddSingleton<NodeReadiness>();
        services.AddSingleton<IndexRegistry>();
        services.AddSingleton<IndexResolver>();
        services.AddSingleton<RestDispatcher>();
        services.AddSingleton<DocumentWriter>();
        services.AddSingleton<DocumentUpdater>();
        services.AddSingleton<ClusterHealth>();
        services.AddSingleton<SearchExecutor>();
        services.AddSingleton<PointsInTime>();
        AddEndpoints(services);
        services.AddSingleton(provider =>
        {
            var routes = new RouteTable();
            foreach (var endpoints in provider.GetServices<IEndpoints>())
            {
                endpoints.Map(routes);
            }

            return routes;
        });
        services.AddHealthChecks().AddCheck<NodeHealthCheck>("indices");
        services.AddHostedService<NodeStartup>();
    }

    private static void AddEndpoints(IServiceCollection services)
    {
        services.AddSingleton<IEndpoints, ClusterEndpoints>();
        services.AddSingleton<IEndpoints, ClusterSettingsEndpoints>();
        services.AddSingleton<IEndpoints, HealthEndpoints>();
        services.AddSingleton<IEndpoints, IndexEndpoints>();
        services.AddSingleton<IEndpoints, AliasEndpoints>();
        services.AddSingleton<IEndpoints, MappingEndpoints>();
        services.AddSingleton<IEndpoints, SettingsEndpoints>();
        services.AddSingleton<IEndpoints, MaintenanceEndpoints>();
        services.AddSingleton<IEndpoints, AnalyzeEndpoints>();
        services.AddSingleton<IEndpoints, StatsEndpoints>();
        services.AddSingleton<IEndpoints, DocumentEndpoints>();
        services.AddSingleton<IEndpoints, MultiGetEndpoints>();
        services.AddSingleton<IEndpoints, UpdateEndpoints>();
        services.AddSingleton<IEndpoints, BulkEndpoints>();
        services.AddSingleton<IEndpoints, SearchEndpoints>();
        services.AddSingleton<IEndpoints, PointInTimeEndpoints>();
        services.AddSingleton<IEndpoints, CatEndpoints>();
    }

    /// <summary>The probes of every service, unless somebody named an index so.</summary>
    private static bool IsProbe(HttpContext context, IndexRegistry registry)
        => HttpMethods.IsGet(context.Request.Method)
            && context.Request.Path.Value is "/health" or "/alive"
            && registry.Find(context.Request.Path.Value[1..]) is null;
}

using Migration.FaultProxy.Api;
using Migration.FaultProxy.Connections;
using Migration.FaultProxy.Proxies;
using Migration.FaultProxy.Telemetry;
using Migration.ServiceDefaults;

namespace Migration.FaultProxy;

/// <summary>Puts the service together; a test may replace services before it is built.</summary>
internal static partial class FaultProxyApplication
{
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The settings lie beside the program, whatever folder it is started from.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton<FaultProxyMetrics>();
        builder.Services.AddSingleton(services => new ProxyServices(
            services.GetRequiredService<TimeProvider>(),
            new LockedRandom(),
            services.GetRequiredService<FaultProxyMetrics>(),
            services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<ProxyCollection>();
        builder.Services.AddHostedService<ConfiguredProxies>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.UseMiddleware<ApiMiddleware>();
        app.MapProxies();
        app.MapToxics();
        app.MapGrpcFaults();
        return app;
    }

    /// <summary>Runs until told to stop. The result is the process's exit code: 1 where the settings ask for a proxy that cannot be.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Create(args);
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (ProxySettingsException failure)
        {
            Log.Refused(app.Logger, failure.Message);
            return 1;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "{Reason}", EventName = "Refused")]
        public static partial void Refused(ILogger logger, string reason);
    }
}

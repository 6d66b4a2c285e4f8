using Migration.Dashboard.Access;
using Migration.Dashboard.Api;
using Migration.Dashboard.ConsoleLines;
using Migration.Dashboard.Migrating;
using Migration.Dashboard.Resources;
using Migration.Dashboard.Saved;
using Migration.Dashboard.Shell;
using Migration.Otlp;

namespace Migration.Dashboard;

/// <summary>
/// Telemetry in by OTLP, pages and an HTTP API out. It sends no telemetry of its own: that would arrive here and beget more.
/// </summary>
internal static class DashboardApplication
{
    /// <summary>Names the files that say where style sheets and scripts are, also where another program hosts the dashboard.</summary>
    private const string Name = "Migration.Dashboard";

    public static WebApplication Create(string[] args)
    {
        // The settings lie beside the program, whatever folder it is started from, and are read once: watching them costs one of the
        // 128 file watchers that a user has.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ApplicationName = Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Services.AddOtlpReceiver(options => builder.Configuration.GetSection("Dashboard:Otlp").Bind(options));
        builder.Services.AddHealthChecks();
        builder.Services.AddDashboardAccess(builder.Configuration);
        builder.Services.AddTelemetryApi();
        builder.Services.AddResources();
        builder.Services.AddMigration();
        builder.AddShell();
        builder.AddSavedTelemetry();

        var app = builder.Build();
        app.UsePageHeaders();
        var atOnce = app.MapAtOnce();
        atOnce.MapOtlpReceiver();
        atOnce.MapHealthChecks("/health");
        app.UseWhenAsked(rest => rest
            .UseRouting()
            .UseLogin()
            .UseAntiforgery()
            .UseEndpoints(endpoints =>
            {
                endpoints.MapLogin();
                endpoints.MapTelemetryApi();
                endpoints.MapConsole();
                endpoints.MapShell();
            }));
        app.LoadSavedTelemetry();
        return app;
    }
}

using Migration.DataSync.Api;
using Migration.DataSync.Backfill;
using Migration.DataSync.Databases;
using Migration.DataSync.Streams;
using Migration.DataSync.Telemetry;
using Migration.DataSync.Verification;
using Migration.ServiceDefaults;

namespace Migration.DataSync;

/// <summary>Puts the service together; a test may replace services before it is built.</summary>
internal static class DataSyncApplication
{
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton<DataSyncMetrics>();
        builder.AddDatabases();
        builder.AddBackfill();
        builder.AddStreams();
        builder.AddVerification();
        builder.Services.AddSingleton<SyncStatusReader>();
        builder.Services.AddSingleton<SyncReviewReader>();
        builder.Services.AddHostedService<SyncMonitor>();
        builder.Services.AddSingleton<CutoverCheck>();
        builder.Services.AddHealthChecks().AddCheck<StreamHealthCheck>("streams");
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapSyncStatus();
        app.MapSyncReview();
        app.MapConsistency();
        return app;
    }

    /// <summary>Runs until told to stop. The result is the process's exit code: 1 where the databases are not the ones to be synchronised.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Create(args);
        var status = app.Services.GetRequiredService<BackfillStatus>();
        await app.RunAsync();
        return status.IsRefused ? 1 : 0;
    }
}

namespace Migration.DataSync.Backfill;

internal static class BackfillExtensions
{
    public static void AddBackfill(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<BackfillOptions>().BindConfiguration(BackfillOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BackfillStatus>();
        builder.Services.AddHealthChecks().AddCheck<BackfillHealthCheck>("backfill");
    }
}

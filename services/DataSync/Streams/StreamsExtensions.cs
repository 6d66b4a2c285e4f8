namespace Migration.DataSync.Streams;

internal static class StreamsExtensions
{
    public static void AddStreams(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StreamOptions>().BindConfiguration(StreamOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<StreamStatuses>();
        builder.Services.AddHostedService<SyncWorker>();
    }
}

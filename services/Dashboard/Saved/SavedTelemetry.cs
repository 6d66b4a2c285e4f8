using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using Migration.Otlp;
using Migration.Otlp.Archiving;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Saved;

/// <summary>
/// With <c>--Dashboard:File</c> the dashboard shows the telemetry that a test run has left, or that an OpenTelemetry Collector has written
/// as JSON lines. It then takes free ports, for the environment's own dashboard may have the others.
/// </summary>
internal static class SavedTelemetry
{
    private const string FileKey = "Dashboard:File";

    /// <summary>A file is bounded by itself: all of it is shown.</summary>
    private const int Items = 5_000_000;

    private static readonly string[] Endpoints = ["http", "otlp", "otlp-http"];

    public static void AddSavedTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[FileKey] is not { Length: > 0 })
        {
            return;
        }

        // Above the settings' file and below everything else, so that a port given by hand counts.
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        var place = sources.ToList().FindLastIndex(source => source is JsonConfigurationSource) + 1;
        sources.Insert(place, new MemoryConfigurationSource
        {
            InitialData = Endpoints.Select(name => KeyValuePair.Create<string, string?>($"Kestrel:Endpoints:{name}:Url", "http://127.0.0.1:0")),
        });
        builder.Services.Configure<OtlpReceiverOptions>(options =>
        {
            var limits = options.Limits;
            limits.SpansPerService = limits.LogsPerService = limits.PointsPerService = Items;
            limits.BytesPerSignal = limits.TotalBytes;
        });
    }

    /// <exception cref="TelemetryArchiveException">It cannot be read; the message says where and why.</exception>
    public static void LoadSavedTelemetry(this WebApplication app)
    {
        if (app.Configuration[FileKey] is { Length: > 0 } file)
        {
            TelemetryArchiveFile.Load(file, app.Services.GetRequiredService<TelemetryStore>());
        }
    }
}

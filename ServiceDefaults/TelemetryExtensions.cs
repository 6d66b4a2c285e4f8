using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Migration.ServiceDefaults;

/// <summary>
/// Traces, metrics and logs. The engine says where they go by the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>;
/// without it nothing is exported, and so nothing recorded either: spans that nobody gets cost a tenth of a call.
/// </summary>
internal static class TelemetryExtensions
{
    /// <summary>A service's own activity sources and meters start with this, and are picked up without being listed.</summary>
    private const string OwnSources = "Migration.*";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Npgsql", OwnSources))
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                // What runs inside a probe goes with it; a sampler that is always on would keep its database spans.
                .SetSampler(new ParentBasedSampler(new RootSampler()))
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsProbe(context.Request.Path))
                .AddGrpcClientInstrumentation()
                .AddHttpClientInstrumentation()
                .AddNpgsql())
            .UseOtlpExporter();
    }

    /// <summary>Probes come every few seconds and would bury the requests that somebody made.</summary>
    private static bool IsProbe(Microsoft.AspNetCore.Http.PathString path)
        => path.StartsWithSegments("/health", StringComparison.Ordinal)
            || path.StartsWithSegments("/alive", StringComparison.Ordinal)
            || path.StartsWithSegments("/grpc.health.v1.Health", StringComparison.Ordinal);
}

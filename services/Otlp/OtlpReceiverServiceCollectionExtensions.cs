using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Migration.Otlp.Receiving;
using Migration.Otlp.Storage;

namespace Migration.Otlp;

public static class OtlpReceiverServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="TelemetryStore"/> and what fills it. Map the addresses with
    /// <see cref="OtlpReceiverEndpointRouteBuilderExtensions.MapOtlpReceiver"/>.
    /// </summary>
    public static IServiceCollection AddOtlpReceiver(this IServiceCollection services, Action<OtlpReceiverOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddOptions<OtlpReceiverOptions>().Configure(options => configure?.Invoke(options));
        services.AddGrpc();
        services.AddOptions<GrpcServiceOptions>().Configure<IOptions<OtlpReceiverOptions>>(
            (grpc, receiver) => grpc.MaxReceiveMessageSize = receiver.Value.MaxRequestBytes);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new TelemetryStore(
            provider.GetRequiredService<IOptions<OtlpReceiverOptions>>().Value.Limits, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<TraceReceiver>();
        services.TryAddSingleton<LogReceiver>();
        services.TryAddSingleton<MetricReceiver>();
        return services;
    }
}

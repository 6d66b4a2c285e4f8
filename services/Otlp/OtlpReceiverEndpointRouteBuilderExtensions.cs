using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Migration.Otlp.Receiving;

namespace Migration.Otlp;

public static class OtlpReceiverEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps OTLP/gRPC (the three collector services) and OTLP/HTTP (<c>POST /v1/traces</c>, <c>/v1/logs</c>, <c>/v1/metrics</c> as
    /// protobuf or JSON), all behind the API key if one is set.
    /// </summary>
    public static IEndpointRouteBuilder MapOtlpReceiver(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);

        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<OtlpReceiverOptions>>().Value;
        var guard = new ApiKeyGuard(options.ApiKey);
        guard.Protect(endpoints.MapGrpcService<TraceGrpcService>());
        guard.Protect(endpoints.MapGrpcService<LogGrpcService>());
        guard.Protect(endpoints.MapGrpcService<MetricGrpcService>());
        guard.Protect(Map("/v1/traces", endpoints.ServiceProvider.GetRequiredService<TraceReceiver>()));
        guard.Protect(Map("/v1/logs", endpoints.ServiceProvider.GetRequiredService<LogReceiver>()));
        guard.Protect(Map("/v1/metrics", endpoints.ServiceProvider.GetRequiredService<MetricReceiver>()));
        return endpoints;

        IEndpointConventionBuilder Map<TRequest, TResponse>(string path, SignalReceiver<TRequest, TResponse> receiver)
            where TRequest : class, IMessage<TRequest>, new()
            where TResponse : class, IMessage<TResponse>, new()
            => endpoints.MapPost(path, new HttpExport<TRequest, TResponse>(receiver, options.MaxRequestBytes).HandleAsync);
    }
}

using Grpc.Core;
using Migration.Otlp.Protos;

namespace Migration.Otlp.Receiving;

[BindServiceMethod(typeof(MetricGrpcService), nameof(Bind))]
internal sealed class MetricGrpcService(MetricReceiver receiver)
    : IGrpcExport<ExportMetricsServiceRequest, ExportMetricsServiceResponse>
{
    private static readonly Method<ExportMetricsServiceRequest, ExportMetricsServiceResponse> Method
        = GrpcExport.Method<ExportMetricsServiceRequest, ExportMetricsServiceResponse>("opentelemetry.proto.collector.metrics.v1.MetricsService");

    public static void Bind(ServiceBinderBase binder, MetricGrpcService? service)
        => binder.AddMethod(Method, service is null ? null : new UnaryServerMethod<ExportMetricsServiceRequest, ExportMetricsServiceResponse>(service.Export));

    public Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        => Task.FromResult(receiver.Receive(request));
}

using Grpc.Core;
using Migration.Otlp.Protos;

namespace Migration.Otlp.Receiving;

[BindServiceMethod(typeof(TraceGrpcService), nameof(Bind))]
internal sealed class TraceGrpcService(TraceReceiver receiver)
    : IGrpcExport<ExportTraceServiceRequest, ExportTraceServiceResponse>
{
    private static readonly Method<ExportTraceServiceRequest, ExportTraceServiceResponse> Method
        = GrpcExport.Method<ExportTraceServiceRequest, ExportTraceServiceResponse>("opentelemetry.proto.collector.trace.v1.TraceService");

    public static void Bind(ServiceBinderBase binder, TraceGrpcService? service)
        => binder.AddMethod(Method, service is null ? null : new UnaryServerMethod<ExportTraceServiceRequest, ExportTraceServiceResponse>(service.Export));

    public Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        => Task.FromResult(receiver.Receive(request));
}

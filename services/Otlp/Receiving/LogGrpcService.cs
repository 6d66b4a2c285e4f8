using Grpc.Core;
using Migration.Otlp.Protos;

namespace Migration.Otlp.Receiving;

[BindServiceMethod(typeof(LogGrpcService), nameof(Bind))]
internal sealed class LogGrpcService(LogReceiver receiver)
    : IGrpcExport<ExportLogsServiceRequest, ExportLogsServiceResponse>
{
    private static readonly Method<ExportLogsServiceRequest, ExportLogsServiceResponse> Method
        = GrpcExport.Method<ExportLogsServiceRequest, ExportLogsServiceResponse>("opentelemetry.proto.collector.logs.v1.LogsService");

    public static void Bind(ServiceBinderBase binder, LogGrpcService? service)
        => binder.AddMethod(Method, service is null ? null : new UnaryServerMethod<ExportLogsServiceRequest, ExportLogsServiceResponse>(service.Export));

    public Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
        => Task.FromResult(receiver.Receive(request));
}

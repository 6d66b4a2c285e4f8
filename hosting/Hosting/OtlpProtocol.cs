namespace Aspire.Hosting;

/// <summary>How telemetry is sent.</summary>
public enum OtlpProtocol
{
    /// <summary>OTLP over gRPC.</summary>
    Grpc = 0,

    /// <summary>OTLP over HTTP with protobuf bodies.</summary>
    HttpProtobuf = 1,

    /// <summary>OTLP over HTTP with JSON bodies.</summary>
    HttpJson = 2,
}

using Google.Protobuf;
using Migration.Otlp.Protos;

namespace Migration.Otlp.Tests;

/// <summary>Requests as senders make them.</summary>
internal static class Payloads
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string SpanId = "b7ad6b7169203331";

    public static ExportTraceServiceRequest Trace(string service = "monolith", string name = "GET /listings", int spans = 1)
    {
        var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "Migration.Monolith" } };
        for (var i = 0; i < spans; i++)
        {
            scope.Spans.Add(new Span
            {
                TraceId = Bytes(TraceId),
                SpanId = ByteString.CopyFrom(BitConverter.GetBytes((long)(i + 1))),
                Name = name,
                Kind = Span.Types.SpanKind.Server,
                StartTimeUnixNano = 1_700_000_000_000_000_000,
                EndTimeUnixNano = 1_700_000_000_005_000_000,
                Attributes = { Text("http.route", "/listings/{id}") },
            });
        }

        return new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = Service(service), ScopeSpans = { scope } } } };
    }

    public static ExportMetricsServiceRequest Metrics(params Metric[] metrics) => new()
    {
        ResourceMetrics = { new ResourceMetrics { Resource = Service("monolith"), ScopeMetrics = { new ScopeMetrics { Metrics = { metrics } } } } },
    };

    public static ExportLogsServiceRequest Logs(params LogRecord[] records) => new()
    {
        ResourceLogs = { new ResourceLogs { Resource = Service("monolith"), ScopeLogs = { new ScopeLogs { LogRecords = { records } } } } },
    };

    public static Resource Service(string name) => new() { Attributes = { Text("service.name", name), Text("service.instance.id", "1") } };

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static ByteString Bytes(string hex) => ByteString.CopyFrom(Convert.FromHexString(hex));
}

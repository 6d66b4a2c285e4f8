using System.Globalization;
using System.Text;

namespace Migration.Dashboard.Tests;

/// <summary>
/// What a quarter of an hour of the environment looks like, made without chance: requests through monolith and microservice down to both
/// databases, one in twelve failing over; what each logs; and their metrics every five seconds.
/// </summary>
internal static class SampleTelemetry
{
    public const int Requests = 60;

    private const string Get = "GET /api/v1/marketplace/listings/{id}";
    private const string Call = "listings.v1.ListingsService/GetListing";
    private const long Millisecond = 1_000_000;

    /// <summary>The id of the request of that number; every twelfth fails over.</summary>
    public static string TraceId(int request) => $"{0xabc0_0000 + request:x32}";

    public static async Task SendAsync(DashboardHost host, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * Millisecond;
        var spans = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["monolith"] = [], ["listings"] = [] };
        var logs = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["monolith"] = [], ["listings"] = [] };
        for (var request = 0; request < Requests; request++)
        {
            Add(request, now - ((Requests - request) * 1_500 * Millisecond), spans, logs);
        }

        foreach (var (service, items) in spans)
        {
            await host.PostAsync("/v1/traces", $$"""{"resourceSpans":[{"resource":{{Resource(service)}},"scopeSpans":[{"scope":{"name":"Migration.{{service}}"},"spans":[{{string.Join(',', items)}}]}]}]}""", cancellationToken);
            await host.PostAsync("/v1/logs", $$"""{"resourceLogs":[{"resource":{{Resource(service)}},"scopeLogs":[{"scope":{"name":"Migration.{{service}}.Requests"},"logRecords":[{{string.Join(',', logs[service])}}]}]}]}""", cancellationToken);
            await host.PostAsync("/v1/metrics", $$"""{"resourceMetrics":[{"resource":{{Resource(service)}},"scopeMetrics":[{"scope":{"name":"Microsoft.AspNetCore.Hosting"},"metrics":[{{Metrics(now)}}]}]}]}""", cancellationToken);
        }
    }

    private static string Resource(string service)
        => $$"""{"attributes":[{{Text("service.name", service)}},{{Text("service.instance.id", $"{service}-1")}},{{Text("service.version", "1.4.0")}}]}""";

    private static void Add(int request, long start, Dictionary<string, List<string>> spans, Dictionary<string, List<string>> logs)
    {
        var isFailing = request % 12 == 11;
        var slow = 1 + (request * 7 % 10);
        long At(double milliseconds) => start + (long)(milliseconds * Millisecond);
        var end = isFailing ? 240.0 : 8 + (2.2 * slow);
        var call = isFailing ? 200.0 : 4 + (2 * slow);
        spans["monolith"].Add(Span(request, 1, 0, Get, 2, At(0), At(end), false,
            Text("http.request.method", "GET"), Text("http.route", "/api/v1/marketplace/listings/{id}"), Number("http.response.status_code", 200), Text("served_by", isFailing ? "monolith-fallback" : "microservice")));
        spans["monolith"].Add(Span(request, 2, 1, "route", 1, At(0.4), At(0.9), false, Text("routing.reason", "percentage")));
        spans["monolith"].Add(Span(request, 3, 1, Call, 3, At(1), At(1 + call), isFailing,
            Text("rpc.system.name", "grpc"), Text("rpc.method", Call), Text("rpc.response.status_code", isFailing ? "UNAVAILABLE" : "OK"), Text("server.address", "localhost"), Number("server.port", 50051)));
        if (isFailing)
        {
            spans["monolith"].Add(Span(request, 6, 1, "SELECT svetubd", 3, At(205), At(236), false, Database("svetubd", "SELECT id, title, price FROM c2c_listings WHERE id = $1")));
            logs["monolith"].Add(Log(request, 3, At(202), 17, "ERROR", $"Listing {1000 + request} could not be read from the microservice: Unavailable"));
            logs["monolith"].Add(Log(request, 1, At(204), 13, "WARN", $"Falling back to the monolith for listing {1000 + request}"));
        }
        else
        {
            spans["listings"].Add(Span(request, 4, 3, Call, 2, At(1.6), At(0.4 + call), false, Text("rpc.system.name", "grpc"), Text("rpc.method", Call)));
            spans["listings"].Add(Span(request, 5, 4, "SELECT listings", 3, At(2.2), At(call - 0.4), false, Database("listings", "SELECT l.id, l.title, l.price, l.currency\nFROM listings l\nWHERE l.id = $1 AND l.deleted_at IS NULL")));
            logs["listings"].Add(Log(request, 4, At(2), 9, "INFO", $"Listing {1000 + request} read for user {request % 40}"));
        }

        logs["monolith"].Add(Log(request, 1, At(end - 0.2), 9, "INFO", $"{Get} answered 200 for listing {1000 + request}"));
    }

    private static string Span(int request, int id, int parent, string name, int kind, long start, long end, bool isError, params string[] attributes) => $$"""
        {"traceId":"{{TraceId(request)}}","spanId":"{{(request * 16) + id:x16}}","parentSpanId":"{{(parent == 0 ? string.Empty : $"{(request * 16) + parent:x16}")}}","name":"{{name}}","kind":{{kind}},
        "startTimeUnixNano":"{{start}}","endTimeUnixNano":"{{end}}","attributes":[{{string.Join(',', attributes)}}],"status":{"code":{{(isError ? 2 : 0)}},"message":"{{(isError ? "connection refused" : string.Empty)}}"} }
        """;

    private static string Log(int request, int span, long time, int severity, string text, string message) => $$"""
        {"timeUnixNano":"{{time}}","severityNumber":{{severity}},"severityText":"{{text}}","body":{"stringValue":"{{message}}"},"traceId":"{{TraceId(request)}}","spanId":"{{(request * 16) + span:x16}}",
        "attributes":[{{Number("listing.id", 1000 + request)}},{{Text("user.kind", request % 3 == 0 ? "anonymous" : "member")}}]}
        """;

    private static string Metrics(long now)
    {
        const int Points = 180;
        const long Interval = 5_000 * Millisecond;
        var start = now - (Points * Interval);
        var (durations, counter, gauge) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var point = 1; point <= Points; point++)
        {
            var time = start + (point * Interval);
            var (fast, middle, slow) = (point * 40, point * 6, point + (point > 120 ? (point - 120) * 4 : 0));
            var exemplar = point > 120 ? $$""","exemplars":[{"timeUnixNano":"{{time}}","asDouble":0.19,"traceId":"{{TraceId(11)}}","spanId":"{{(11 * 16) + 1:x16}}"}]""" : string.Empty;
            Append(durations, $$"""{"attributes":[{{Text("http.route", "/api/v1/marketplace/listings/{id}")}}],"startTimeUnixNano":"{{start}}","timeUnixNano":"{{time}}","count":"{{fast + middle + slow + slow}}","sum":{{fast + slow}},"explicitBounds":[0.005,0.01,0.025,0.05,0.1,0.25],"bucketCounts":["{{fast}}","{{middle}}","0","{{slow}}","0","{{slow}}","0"]{{exemplar}}}""");
            Append(counter, $$"""{"attributes":[{{Text("traffic_router.arm", "microservice")}}],"startTimeUnixNano":"{{start}}","timeUnixNano":"{{time}}","asInt":"{{(point * 20) + (point * point / 2)}}"}""");
            Append(counter, $$"""{"attributes":[{{Text("traffic_router.arm", "monolith")}}],"startTimeUnixNano":"{{start}}","timeUnixNano":"{{time}}","asInt":"{{point * 90}}"}""");
            Append(gauge, $$"""{"timeUnixNano":"{{time}}","asDouble":{{(90_000_000 + (Math.Sin(point / 9.0) * 12_000_000)).ToString(CultureInfo.InvariantCulture)}}}""");
        }

        return $$"""
            {"name":"http.server.request.duration","description":"Duration of HTTP server requests","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{{durations}}]} },
            {"name":"traffic_router.decisions","description":"Requests by the side that they were sent to","unit":"{decision}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{counter}}]} },
            {"name":"process.memory.usage","description":"Memory of the process","unit":"By","gauge":{"dataPoints":[{{gauge}}]} }
            """;
    }

    private static void Append(StringBuilder list, string item) => list.Append(list.Length == 0 ? string.Empty : ",").Append(item);

    private static string Database(string name, string statement)
        => $"{Text("db.system.name", "postgresql")},{Text("db.namespace", name)},{Text("db.query.text", statement.Replace("\n", "\\n", StringComparison.Ordinal))},{Text("server.address", "127.0.0.1")}";

    private static string Text(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}""";

    private static string Number(string key, long value) => $$$"""{"key":"{{{key}}}","value":{"intValue":"{{{value}}}"}}""";
}

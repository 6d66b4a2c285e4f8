using System.Globalization;

namespace Migration.Dashboard.Tests.Migrating;

/// <summary>
/// Five minutes of what a router tells of itself: a tenth of the traffic moves over to the microservice, which is quicker, and twice cannot
/// answer; the breaker of a method opens and closes again.
/// </summary>
internal static class SampleTraffic
{
    private const int Steps = 61;
    private const long Second = 1_000_000_000;

    public static async Task SendAsync(DashboardHost host, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        var start = now - ((Steps - 1) * 5 * Second);
        const string Resource = """{"attributes":[{"key":"service.name","value":{"stringValue":"monolith"}},{"key":"service.instance.id","value":{"stringValue":"1"}}]}""";
        string[] durations =
        [
            Histogram(start, "monolith", "monolith", step => [0, 60, 300, 80, 10, 0], 0),
            Histogram(start, "microservice", "microservice", step => [20, 24, 4, 1, 0, 0], 24),
            Histogram(start, "microservice", "monolith-fallback", step => [0, 0, 0, 0, 1, 0], 55),
        ];
        string[] decisions =
        [
            Sum(start, 450, 0, ("traffic_router.arm", "monolith"), ("traffic_router.reason", "default_monolith")),
            Sum(start, 46, 24, ("traffic_router.arm", "microservice"), ("traffic_router.reason", "percentage")),
            Sum(start, 3, 0, ("traffic_router.arm", "microservice"), ("traffic_router.reason", "canary_user")),
        ];
        var fallbacks = Sum(start, 1, 55, ("traffic_router.operation", "ListListings"), ("traffic_router.cause", "breaker_open"));
        await host.PostAsync("/v1/metrics", $$$"""
            {"resourceMetrics":[{"resource":{{{Resource}}},"scopeMetrics":[{"scope":{"name":"Migration.TrafficRouter"},"metrics":[
            {"name":"traffic_router.request.duration","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{{{string.Join(',', durations)}}}]}},
            {"name":"traffic_router.decisions","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{{string.Join(',', decisions)}}}]}},
            {"name":"traffic_router.fallbacks","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{{fallbacks}}}]}}]}]}]}
            """, cancellationToken);
        await host.PostAsync("/v1/logs", $$$"""
            {"resourceLogs":[{"resource":{{{Resource}}},"scopeLogs":[{"scope":{"name":"Migration.TrafficRouter"},"logRecords":[
            {{{Move(now - (80 * Second), "closed", "open", "failures")}}},{{{Move(now - (50 * Second), "open", "half_open", "break_over")}}},{{{Move(now - (49 * Second), "half_open", "open", "probe_failed")}}}]}]}]}
            """, cancellationToken);
    }

    private static string Histogram(long start, string arm, string servedBy, Func<int, int[]> counts, int from)
    {
        var sums = new long[6];
        var points = new List<string>();
        for (var step = from; step < Steps; step++)
        {
            for (var bucket = 0; bucket < sums.Length; bucket++)
            {
                sums[bucket] += counts(step)[bucket] == 0 ? 0 : counts(step)[bucket] + (step * (bucket + 3) % 7);
            }

            points.Add($$"""
                {"attributes":[{{Text("traffic_router.operation", "GetListing")}},{{Text("traffic_router.arm", arm)}},{{Text("traffic_router.served_by", servedBy)}}],{{Times(start, step)}},
                "count":"{{sums.Sum()}}","bucketCounts":[{{string.Join(',', sums.Select(sum => $"\"{sum}\""))}}],"explicitBounds":[0.002,0.005,0.01,0.02,0.05]}
                """);
        }

        return string.Join(',', points);
    }

    private static string Sum(long start, int each, int from, params (string Key, string Value)[] attributes)
        => string.Join(',', Enumerable.Range(from, Steps - from).Select(step => $$"""
            {"attributes":[{{string.Join(',', attributes.Select(attribute => Text(attribute.Key, attribute.Value)))}}],{{Times(start, step)}},"asInt":"{{(step - from + 1) * each}}"}
            """));

    private static string Times(long start, int step)
        => string.Create(CultureInfo.InvariantCulture, $"\"startTimeUnixNano\":\"{start}\",\"timeUnixNano\":\"{start + (step * 5 * Second)}\"");

    private static string Move(long at, string from, string to, string cause) => $$"""
        {"timeUnixNano":"{{at}}","severityNumber":13,"eventName":"BreakerMoved","body":{"stringValue":"Breaker of ListListings: {{from}} -> {{to}} ({{cause}})"},
        "attributes":[{{Text("Operation", "ListListings")}},{{Text("From", from)}},{{Text("To", to)}},{{Text("Cause", cause)}}]}
        """;

    private static string Text(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}""";
}

using Migration.Dashboard.Access;
using Migration.Otlp.Querying;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Api;

/// <summary>
/// <c>/api/telemetry/…</c> for programs. Filters, each optional: <c>resource</c>, <c>traceId</c>, <c>hasError</c>, <c>search</c>,
/// <c>severity</c> (logs), <c>minDurationMs</c> (traces, spans), <c>limit</c> (1 to 10,000, 200 if not given).
/// </summary>
internal static class TelemetryApi
{
    public static IServiceCollection AddTelemetryApi(this IServiceCollection services)
        => services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new AttributesJsonConverter());
            options.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals;
        });

    public static void MapTelemetryApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/telemetry").RequireLogin();
        api.MapGet("/resources", (TelemetryStore store) => TypedResults.Ok(new
        {
            items = store.GetServices().Select(TelemetryJson.Of),
            usedBytes = store.UsedBytes,
            refusedServices = store.RefusedServices,
        }));
        api.MapGet("/traces", (TelemetryStore store, HttpRequest request) => Answer(request, filter => store.GetTraces(new TraceQuery
        {
            Service = filter.Text("resource"),
            HasError = filter.Flag("hasError"),
            Search = filter.Text("search"),
            MinDuration = filter.Milliseconds("minDurationMs"),
            Limit = filter.Limit(),
        }).Select(TelemetryJson.Summary)));
        api.MapGet("/traces/{traceId}", (TelemetryStore store, string traceId) => store.GetTrace(traceId) is { } trace
            ? Results.Ok(TelemetryJson.Of(trace))
            : Results.Problem($"No span of trace '{traceId}' is kept: it never arrived, or it was evicted.", statusCode: StatusCodes.Status404NotFound));
        api.MapGet("/spans", (TelemetryStore store, HttpRequest request) => Answer(request, filter => store.GetSpans(new SpanQuery
        {
            Service = filter.Text("resource"),
            TraceId = filter.Text("traceId"),
            HasError = filter.Flag("hasError"),
            Search = filter.Text("search"),
            MinDuration = filter.Milliseconds("minDurationMs"),
            Limit = filter.Limit(),
        }).Select(TelemetryJson.Of)));
        api.MapGet("/logs", (TelemetryStore store, HttpRequest request) => Answer(request, filter => store.GetLogs(new LogQuery
        {
            Service = filter.Text("resource"),
            TraceId = filter.Text("traceId"),
            MinSeverity = filter.Severity("severity"),
            Search = filter.Text("search"),
            Limit = filter.Limit(),
        }).Select(TelemetryJson.Of)));
        api.MapGet("/metrics", (TelemetryStore store, HttpRequest request) => Answer(request, filter => store.GetMetrics(new MetricQuery
        {
            Service = filter.Text("resource"),
            Meter = filter.Text("meter"),
            Instrument = filter.Text("instrument"),
            Search = filter.Text("search"),
            Limit = filter.Limit(),
        }).Select(TelemetryJson.Of)));
    }

    private static IResult Answer(HttpRequest request, Func<QueryFilter, IEnumerable<object>> select)
    {
        var filter = new QueryFilter(request.Query);
        var items = select(filter);
        return filter.Errors.Count == 0 ? Results.Ok(new { items }) : Results.ValidationProblem(filter.Errors);
    }
}

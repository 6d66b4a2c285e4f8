using Migration.Dashboard.Access;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Api;

/// <summary>
/// <c>/api/telemetry/…</c> for programs. Filters, each optional: <c>resource</c>, <c>traceId</c>, <c>hasError</c>, <c>search</c>,
/// <c>severity</c> (logs), <c>minDurationMs</c> (traces, spans), <c>limit</c> (1 to 10,000, 200 if not given). With <c>follow=true</c>
/// spans, logs and metrics do not end: one JSON object a line, those that are there and each that arrives.
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
        api.MapGet("/traces", (TelemetryStore store, HttpRequest request) => Answer(request, TracesOf, store.GetTraces, TelemetryJson.Summary));
        api.MapGet("/traces/{traceId}", (TelemetryStore store, string traceId) => store.GetTrace(traceId) is { } trace
            ? Results.Ok(TelemetryJson.Of(trace))
            : Results.Problem($"No span of trace '{traceId}' is kept: it never arrived, or it was evicted.", statusCode: StatusCodes.Status404NotFound));
        api.MapGet("/spans", (TelemetryStore store, HttpRequest request)
            => Answer(request, SpansOf, store.GetSpans, TelemetryJson.Of, store.WatchSpansAsync));
        api.MapGet("/logs", (TelemetryStore store, HttpRequest request)
            => Answer(request, LogsOf, store.GetLogs, TelemetryJson.Of, store.WatchLogsAsync));
        api.MapGet("/metrics", (TelemetryStore store, HttpRequest request) => Answer(request, MetricsOf, store.GetMetrics, TelemetryJson.Of, (query, cancellation)
            => store.WatchMetricsAsync(query, cancellation).Select(sample => new MetricSeries(sample.Instrument, sample.Attributes, [sample.Point]))));
    }

    private static TraceQuery TracesOf(QueryFilter filter) => new()
    {
        Service = filter.Text("resource"),
        HasError = filter.Flag("hasError"),
        Search = filter.Text("search"),
        MinDuration = filter.Milliseconds("minDurationMs"),
        Limit = filter.Limit(),
    };

    private static SpanQuery SpansOf(QueryFilter filter) => new()
    {
        Service = filter.Text("resource"),
        TraceId = filter.Text("traceId"),
        HasError = filter.Flag("hasError"),
        Search = filter.Text("search"),
        MinDuration = filter.Milliseconds("minDurationMs"),
        Limit = filter.Limit(),
    };

    private static LogQuery LogsOf(QueryFilter filter) => new()
    {
        Service = filter.Text("resource"),
        TraceId = filter.Text("traceId"),
        MinSeverity = filter.Severity("severity"),
        Search = filter.Text("search"),
        Limit = filter.Limit(),
    };

    private static MetricQuery MetricsOf(QueryFilter filter) => new()
    {
        Service = filter.Text("resource"),
        Meter = filter.Text("meter"),
        Instrument = filter.Text("instrument"),
        Search = filter.Text("search"),
        Limit = filter.Limit(),
    };

    private static IResult Answer<TQuery, TItem>(
        HttpRequest request,
        Func<QueryFilter, TQuery> read,
        Func<TQuery, IReadOnlyList<TItem>> get,
        Func<TItem, object> write,
        Func<TQuery, CancellationToken, IAsyncEnumerable<TItem>>? watch = null)
    {
        var filter = new QueryFilter(request.Query);
        var query = read(filter);
        var isFollowing = watch is not null && filter.Flag("follow") == true;
        if (filter.Errors.Count > 0)
        {
            return Results.ValidationProblem(filter.Errors);
        }

        return isFollowing
            ? new FollowedItems(cancellation => watch!(query, cancellation).Select(write))
            : Results.Ok(new { items = get(query).Select(write) });
    }
}

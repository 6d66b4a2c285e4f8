using System.Net.Mime;
using Migration.Dashboard.Api;
using Migration.Otlp.Querying;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Pages;

internal static class PageEndpoints
{
    public const string StyleSheet = "/dashboard.css";

    private const int ShownTraces = 100;

    /// <summary>Nothing of another origin, no script at all, and no address of ours given away to where a link leads.</summary>
    public static void UsePageHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        app.MapGet(StyleSheet, () => TypedResults.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream("dashboard.css")!, MediaTypeNames.Text.Css));
    }

    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (TelemetryStore store, HttpRequest request) => Traces(store, new QueryFilter(request.Query)));
        endpoints.MapGet("/traces/{traceId}", (TelemetryStore store, string traceId) => store.GetTrace(traceId) is { } trace
            ? new Page<TracePage>((nameof(TracePage.Trace), trace), (nameof(TracePage.Logs), store.GetLogs(new LogQuery { TraceId = traceId })))
            : (IResult)new Page<MissingTracePage>((nameof(MissingTracePage.TraceId), traceId)) { StatusCode = StatusCodes.Status404NotFound });
    }

    /// <summary>A filter that cannot be read is left out: a person sees the form and corrects it.</summary>
    private static Page<TracesPage> Traces(TelemetryStore store, QueryFilter filter)
    {
        var query = new TraceQuery
        {
            Service = filter.Text("resource"),
            HasError = filter.Flag("hasError"),
            Search = filter.Text("search"),
            Limit = ShownTraces,
        };
        return new Page<TracesPage>(
            (nameof(TracesPage.Services), store.GetServices()),
            (nameof(TracesPage.Traces), store.GetTraces(query)),
            (nameof(TracesPage.Query), query));
    }
}

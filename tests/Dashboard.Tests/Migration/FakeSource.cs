using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Migration.Dashboard.Tests.Migrating;

/// <summary>A program that the migration page asks: answers what the test has told it to, and remembers what it was asked.</summary>
internal sealed class FakeSource : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private FakeSource(WebApplication app)
    {
        _app = app;
        app.Run(HandleAsync);
    }

    public Uri Address => new(_app.Urls.First());

    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    public static async Task<FakeSource> StartAsync()
    {
        // An empty builder: another would read the dashboard's own settings, which lie beside the tests.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var source = new FakeSource(builder.Build());
        await source._app.StartAsync();
        return source;
    }

    /// <param name="what">Such as <c>GET /proxies</c>, without the query.</param>
    /// <param name="json">The body.</param>
    /// <param name="status">The status.</param>
    public FakeSource Answer(string what, string json, HttpStatusCode status = HttpStatusCode.OK)
        => Answer(what, context =>
        {
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(json);
        });

    public FakeSource Answer(string what, Func<HttpContext, Task> answer)
    {
        _answers[what] = answer;
        return this;
    }

    public IEnumerable<FakeRequest> RequestsFor(string what) => Requests.Where(request => request.What == what);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var what = $"{context.Request.Method} {context.Request.Path.Value}";
        Requests.Enqueue(new FakeRequest(
            what,
            context.Request.QueryString.Value ?? "",
            await reader.ReadToEndAsync(context.RequestAborted),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (_answers.TryGetValue(what, out var answer))
        {
            await answer(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}

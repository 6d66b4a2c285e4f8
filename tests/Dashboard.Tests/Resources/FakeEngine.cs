using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.Dashboard.Tests.Resources;

/// <summary>Answers as the engine does, with the lines that the test gives. What no test has answered yet stays open.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    public const string Key = "engine-key";

    private static readonly TimeSpan s_ping = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Channel<string> _resources = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private FakeEngine(WebApplication app)
    {
        _app = app;
        app.Use(next => context =>
        {
            Requests.Enqueue(context.Request.Path + context.Request.QueryString);
            context.Response.StatusCode = context.Request.Headers["x-resource-key"] == Key ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
            return context.Response.StatusCode == StatusCodes.Status200OK ? next(context) : Task.CompletedTask;
        });
        app.MapGet("/v1/resources", context => StreamAsync(context, _resources.Reader));
        app.MapGet("/v1/logs", context => context.Request.Query["follow"] == "true" ? StreamAsync(context, _lines.Reader) : context.Response.WriteAsync(Kept + "\n"));
        app.MapPost("/v1/commands", AnswerAsync);
        app.MapPost("/v1/reveal", AnswerAsync);
    }

    public Uri Address => new(_app.Urls.First());

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The bodies of what was asked for.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>The lines that it has kept, for who does not follow; see <see cref="Lines"/>.</summary>
    public string Kept { get; set; } = Lines("web", 1);

    /// <summary>Answers commands and questions for secrets.</summary>
    public Func<string, string> Answer { get; set; } = _ => """{"success":true}""";

    public static async Task<FakeEngine> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var engine = new FakeEngine(app);
        await app.StartAsync();
        return engine;
    }

    public static string Resource(string name, string state = "Running", string more = "") =>
        $$"""{"id":"{{name}}-1","name":"{{name}}","displayName":"{{name}}","type":"Project","state":"{{state}}" {{more}} }""";

    public void TellSnapshot(params string[] resources) => Tell("snapshot", resources);

    public void TellChange(params string[] resources) => Tell("change", resources);

    public void TellRaw(string line) => _resources.Writer.TryWrite(line.ReplaceLineEndings(string.Empty));

    public static string Lines(string resource, int first, params string[] texts)
    {
        var lines = texts.Select((text, index) => new { resource, number = first + index, at = DateTimeOffset.UnixEpoch, text, isError = false });
        return JsonSerializer.Serialize(new { type = "lines", lines });
    }

    public void TellLines(string resource, int first, params string[] texts) => _lines.Writer.TryWrite(Lines(resource, first, texts));

    /// <summary>Ends the streams in the way of a process that ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private void Tell(string type, string[] resources) =>
        TellRaw($$"""{"type":"{{type}}","contract":1,"application":"AppHost","resources":[{{string.Join(',', resources)}}]}""");

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Bodies.Enqueue(body);
        await context.Response.WriteAsync(Answer(body), context.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext context, ChannelReader<string> lines)
    {
        try
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            while (true)
            {
                var line = await NextAsync(lines, context.RequestAborted);
                await context.Response.WriteAsync(line + "\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has left.
        }
    }

    /// <summary>As the engine, it says now and then that it is still there: a test that takes long must not be told that it has lost it.</summary>
    private static async Task<string> NextAsync(ChannelReader<string> lines, CancellationToken cancellationToken)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        beat.CancelAfter(s_ping);
        try
        {
            return await lines.ReadAsync(beat.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return """{"type":"ping"}""";
        }
    }
}

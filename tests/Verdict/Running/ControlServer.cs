using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Migration.TestSupport.Environments;

namespace Migration.Verdict.Running;

/// <summary>Lets the suites' processes stop and start the resources of the environment that runs in this one: <c>POST /resources/listings/stop</c>.
/// <c>POST /pause</c> lets another suite begin, and nothing is stopped before that one has ended.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ControlServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ControlServer> StartAsync(IResourceControl resources, Intermission intermission, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/pause", (HttpContext _) =>
        {
            intermission.Begin();
            return Task.CompletedTask;
        });
        app.MapPost("/resources/{name}/stop", (HttpContext context) => DoAsync(context, async (name, token) =>
        {
            await intermission.EndAsync(token);
            await resources.StopAsync(name, token);
        }));
        app.MapPost("/resources/{name}/start", (HttpContext context) => DoAsync(context, resources.StartAsync));
        app.MapGet("/resources/{name}/started", async (HttpContext context) =>
            await context.Response.WriteAsJsonAsync(await resources.StartedAtAsync((string)context.Request.RouteValues["name"]!, context.RequestAborted), context.RequestAborted));
        try
        {
            await app.StartAsync(cancellationToken);
            return new ControlServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static async Task DoAsync(HttpContext context, Func<string, CancellationToken, Task> command)
    {
        try
        {
            await command((string)context.Request.RouteValues["name"]!, context.RequestAborted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The suite that asked shows it in its failure.
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync(exception.Message, context.RequestAborted);
        }
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Migration.PerformanceReliability.Suite;

/// <summary>Answers a listing's worth of bytes and does nothing else: what the machine costs at that moment.</summary>
internal sealed class BarePeer : IAsyncDisposable
{
    private static readonly byte[] Body = new byte[1_000];

    private readonly WebApplication _app;

    private BarePeer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<BarePeer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Response.Body.WriteAsync(Body, context.RequestAborted).AsTask());
        await app.StartAsync(cancellationToken);
        return new BarePeer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Migration.Listings.Benchmarks;

/// <summary>The two servers, each in a process of its own. They end when their input does.</summary>
internal static class Servers
{
    public static async Task<int> RunServiceAsync(string database)
    {
        await using var app = ListingsApplication.Create(
            [
                $"--ConnectionStrings:listings-db={database}",
                "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0",
                "--Kestrel:Endpoints:grpc:Protocols=Http2",
                "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0",
                "--Auth:Issuer=bench",
                "--Auth:Audience=bench",
                "--Auth:JwksUrl=http://127.0.0.1:1/",
                "--Limits:PerAddress=1000000",
                $"--contentRoot={AppContext.BaseDirectory}",
            ],
            builder => builder.Logging.ClearProviders());
        return await RunAsync(app, grpc: 0, http: 1);
    }

    public static async Task<int> RunPeerAsync(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        // Connections as the service has them.
        var settings = new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 64, AutoPrepareMinUsages = 2, MaxPoolSize = 16, NoResetOnClose = true };
        builder.Services.AddSingleton(NpgsqlDataSource.Create(settings.ConnectionString));
        builder.Services.AddSingleton<PeerRpc>();
        builder.Services.AddGrpc();
        await using var app = builder.Build();
        app.MapGrpcService<PeerRpc>();
        return await RunAsync(app, grpc: 0, http: 1);
    }

    private static async Task<int> RunAsync(WebApplication app, int grpc, int http)
    {
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes(precise: true));
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Console.WriteLine($"{addresses.ElementAt(grpc)} {addresses.ElementAt(http)}");
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}

using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.Contracts.Listings.V1;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>The same gRPC call through the router and made directly, to a server in this process that does nothing else.</summary>
internal static class CallBenchmark
{
    /// <summary>A block's: so many a 99th percentile needs.</summary>
    private const int Calls = 3000;

    public static async Task RunAsync()
    {
        using var listener = Listening.Start();
        await using var server = await StartServerAsync();
        using var channel = GrpcChannel.ForAddress(server.Urls.Single());
        var client = new ListingsService.ListingsServiceClient(channel);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IFlagStore, NoFlagStore>().AddTrafficRouter().BuildServiceProvider();
        var flags = services.GetRequiredService<FlagSource>();
        var routed = Routed(services.GetRequiredService<RequestRouter>(), client);
        var direct = Direct(client);
        await WarmUpAsync(client);
        var (p50, p99, control50, control99) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (owns, directs) = (new List<(double P50, double P99)>(), new List<(double P50, double P99)>());
        for (var block = -5; block < Ratio.Blocks; block++)
        {
            flags.Replace(new FlagSnapshot("marketplace", [new FlagDefinition { Name = "marketplace", Enabled = true, RolloutPercent = 100, Version = 1 }], TimeProvider.System.GetTimestamp()));
            var first = await MeasureAsync(direct);
            var through = await MeasureAsync(routed);
            var second = await MeasureAsync(direct);
            if (block >= 0)
            {
                p50.Add(through.P50 / ((first.P50 + second.P50) / 2));
                p99.Add(through.P99 / ((first.P99 + second.P99) / 2));
                control50.Add(second.P50 / first.P50);
                control99.Add(second.P99 / first.P99);
                owns.Add(through);
                directs.Add(first);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"call: through the router p50 {Ratio.MedianOf(owns.Select(own => own.P50)):0.0} us, p99 {Ratio.MedianOf(owns.Select(own => own.P99)):0.0} us; direct p50 {Ratio.MedianOf(directs.Select(direct => direct.P50)):0.0} us, p99 {Ratio.MedianOf(directs.Select(direct => direct.P99)):0.0} us"));
        Console.WriteLine($"  p50 routed / direct {Ratio.Of(p50)}; A/A {Ratio.Of(control50)}");
        Console.WriteLine($"  p99 routed / direct {Ratio.Of(p99)}; A/A {Ratio.Of(control99)}");
    }

    /// <summary>The first calls compile and connect: they get the time for it.</summary>
    private static async Task WarmUpAsync(ListingsService.ListingsServiceClient client)
    {
        for (var call = 0; call < Calls; call++)
        {
            await client.GetListingAsync(new GetListingRequest { Id = 1 });
        }
    }

    private static Func<Task> Routed(RequestRouter router, ListingsService.ListingsServiceClient client)
    {
        var route = new Route<long, GetListingResponse>("GetListing", Idempotency.Safe)
        {
            Monolith = static (_, _) => throw new InvalidOperationException("The monolith is not measured."),
            Microservice = async (id, call) => await client.GetListingAsync(new GetListingRequest { Id = id }, call.Options),
        };
        return () => router.RouteAsync(route, 1, new RouteRequest { Subject = RoutingSubject.User(42) });
    }

    private static Func<Task> Direct(ListingsService.ListingsServiceClient client)
        => async () => await client.GetListingAsync(
            new GetListingRequest { Id = 1 },
            new CallOptions([], TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200)));

    private static async Task<(double P50, double P99)> MeasureAsync(Func<Task> call)
    {
        var times = new double[Calls];
        for (var index = 0; index < Calls; index++)
        {
            var started = Stopwatch.GetTimestamp();
            await call();
            times[index] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        return (Ratio.Quantile(times, 0.5), Ratio.Quantile(times, 0.99));
    }

    private static async Task<WebApplication> StartServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Constant>();
        await app.StartAsync();
        return app;
    }
}

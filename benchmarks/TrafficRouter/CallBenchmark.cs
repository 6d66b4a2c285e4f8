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
using Migration.TrafficRouter.Resilience;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>The same gRPC call through the router and made directly, to a server in this process that does nothing else.</summary>
internal static class CallBenchmark
{
    /// <summary>A slice's.</summary>
    private const int Calls = 500;

    /// <summary>For the bytes that one allocates, one after the other.</summary>
    private const int Allocating = 20_000;

    /// <summary>Of a second each.</summary>
    private const int WarmUps = 3;
    private const int Saturations = 3;

    /// <summary>A machine that stands still for longer than an attempt may take must not end the comparison, but is said.</summary>
    private static int _missed;

    /// <param name="rounds">Of the comparison that is judged.</param>
    public static async Task RunAsync(int rounds)
    {
        using var listener = Listening.Start();
        await using var server = await StartServerAsync();
        using var channel = GrpcChannel.ForAddress(server.Urls.Single());
        var client = new ListingsService.ListingsServiceClient(channel);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IFlagStore, NoFlagStore>().AddTrafficRouter().BuildServiceProvider();
        var flags = services.GetRequiredService<FlagSource>();
        var routed = Routed(services.GetRequiredService<RequestRouter>(), client);
        var direct = Direct(client);
        Refresh();

        // The best of some, and not of the first: what is still being compiled would make the load too light.
        var saturated = new List<double>();
        for (var second = -WarmUps; second < Saturations; second++)
        {
            await OpenLoop.SaturateAsync(routed);
            saturated.Add(await OpenLoop.SaturateAsync(direct));
        }

        var rate = saturated.TakeLast(Saturations).Max() / 2;
        await new CallComparison(Refresh, into => OpenLoop.MeasureAsync(direct, rate, Calls, into), into => OpenLoop.MeasureAsync(routed, rate, Calls, into))
            .RunAsync(string.Create(CultureInfo.InvariantCulture, $"call: {rate:0} a second, half of what the direct call saturates at"), slices: 12, rounds);
        await new CallComparison(Refresh, into => MeasureAsync(direct, into), into => MeasureAsync(routed, into))
            .RunAsync("call, one after the other, not judged", slices: 6, rounds / 8);
        var (routedBytes, directBytes) = (await AllocatedAsync(routed), await AllocatedAsync(direct));
        Console.WriteLine($"  allocated by client and server: routed {routedBytes} bytes a call, direct {directBytes}");
        Console.WriteLine($"  {_missed} calls of either side took longer than an attempt may");

        // A snapshot that has grown old would send everybody to the monolith.
        void Refresh()
        {
            var flag = new FlagDefinition { Name = "marketplace", Enabled = true, RolloutPercent = 100, Version = 1 };
            flags.Replace(new FlagSnapshot("marketplace", [flag], TimeProvider.System.GetTimestamp()));
        }
    }

    private static Func<Task> Routed(RequestRouter router, ListingsService.ListingsServiceClient client)
    {
        var route = new Route<long, GetListingResponse>("GetListing", Idempotency.Safe)
        {
            Monolith = static (_, _) =>
            {
                Interlocked.Increment(ref _missed);
                return Task.FromResult(new GetListingResponse());
            },
            Microservice = (id, call) => client.GetListingAsync(new GetListingRequest { Id = id }, call.Options).ResponseAsync,
        };
        return async () =>
        {
            using var caller = new CancellationTokenSource();
            await router.RouteAsync(route, 1, new RouteRequest { Subject = RoutingSubject.User(42), CancellationToken = caller.Token });
        };
    }

    /// <summary>With what the router gives a call too: a deadline, and an end when the caller leaves.</summary>
    private static Func<Task> Direct(ListingsService.ListingsServiceClient client)
        => async () =>
        {
            using var caller = new CancellationTokenSource();
            try
            {
                await client.GetListingAsync(
                    new GetListingRequest { Id = 1 }, new CallOptions([], TimeProvider.System.GetUtcNow().UtcDateTime + CallTimes.ReadAttempt, caller.Token));
            }
            catch (RpcException late) when (late.StatusCode == StatusCode.DeadlineExceeded)
            {
                Interlocked.Increment(ref _missed);
            }
        };

    private static async Task MeasureAsync(Func<Task> call, Latencies latencies)
    {
        var times = new double[Calls];
        for (var index = 0; index < Calls; index++)
        {
            var started = Stopwatch.GetTimestamp();
            await call();
            times[index] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        latencies.Add(times, []);
    }

    private static async Task<long> AllocatedAsync(Func<Task> call)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var index = 0; index < Allocating; index++)
        {
            await call();
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Allocating;
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

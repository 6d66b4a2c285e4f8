using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Http;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Http;

/// <summary>What a caller over the wire feels of shadow reads whose microservice takes connections and never answers.</summary>
[TestClass]
public sealed class ShadowLoadTests(TestContext testContext)
{
    private const int Callers = 8;
    private const int ReadsEach = 100;

    /// <summary>A caller who waited for a single shadow read would wait half a second, some thousand times as long as for the monolith.</summary>
    private const double Ratio = 25;

    private static readonly Marshaller<string> Text = Marshallers.Create(System.Text.Encoding.UTF8.GetBytes, System.Text.Encoding.UTF8.GetString);

    private static readonly Method<string, string> Method = new(MethodType.Unary, "listings", "Get", Text, Text);

    [TestMethod]
    public async Task Load_WithAMicroserviceThatNeverAnswers_IsServedAsFastAsWithoutShadowReads()
    {
        using var dead = new TcpListener(IPAddress.Loopback, 0);
        dead.Start();
        using var channel = GrpcChannel.ForAddress($"http://{dead.LocalEndpoint}");
        var calls = channel.CreateCallInvoker();
        var store = new MemoryFlagStore();
        store.Put(TestFlags.Flag(0));
        await using var monolith = await StartAsync(store, new Route<int, string>("GetListing", Idempotency.Safe)
        {
            Monolith = (_, _) => Task.FromResult("monolith"),
            Microservice = async (id, call) => await calls.AsyncUnaryCall(Method, null, call.Options, $"{id}"),
            Compare = (_, _) => [],
        });
        using var client = new HttpClient { BaseAddress = new Uri(monolith.Urls.Single()) };
        await LoadAsync(client);
        var without = await LoadAsync(client);

        store.Put(TestFlags.Flag(0) with { Version = 8, ShadowPercent = 100 });
        var flags = monolith.Services.GetRequiredService<FlagSource>();
        await Eventually.IsTrueAsync(() => flags.Current!.Find(TestFlags.Name)!.Definition.Version == 8, testContext.CancellationToken);
        var with = await LoadAsync(client);

        (with / without).Should().BeLessThan(Ratio);
        var report = monolith.Services.GetRequiredService<ShadowReads>().Report();
        report.Equal.Should().Be(0, "the microservice has answered none");
        report.Dropped.Should().BePositive("the queue is full long before the first is given up");
    }

    /// <summary>The time that half of the reads did not exceed.</summary>
    private async Task<double> LoadAsync(HttpClient client)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            var times = new double[ReadsEach];
            for (var read = 0; read < ReadsEach; read++)
            {
                var started = Stopwatch.GetTimestamp();
                (await client.GetStringAsync("/listings/1", testContext.CancellationToken)).Should().Be("monolith");
                times[read] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            return times;
        })));
        return times.SelectMany(each => each).Order().ElementAt(Callers * ReadsEach / 2);
    }

    private async Task<WebApplication> StartAsync(MemoryFlagStore store, Route<int, string> route)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IFlagStore>(store).AddTrafficRouter();
        var app = builder.Build();
        app.MapGet("/listings/{id}", (int id, HttpContext context, HttpRouter router) => router.RouteAsync(context, route, id));
        await app.StartAsync(testContext.CancellationToken);
        return app;
    }
}

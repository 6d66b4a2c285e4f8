using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Http;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Http;

/// <summary>
/// What a caller over the wire feels of shadow reads whose microservice takes connections and never answers. The clock stands still, so none of them
/// ever ends: whoever waited for one would wait for ever.
/// </summary>
[TestClass]
public sealed class ShadowLoadTests(TestContext testContext)
{
    private const int Callers = 8;
    private const int ReadsEach = 100;

    private static readonly Marshaller<string> Text = Marshallers.Create(System.Text.Encoding.UTF8.GetBytes, System.Text.Encoding.UTF8.GetString);

    private static readonly Method<string, string> Method = new(MethodType.Unary, "listings", "Get", Text, Text);

    [TestMethod]
    public async Task Load_WithAMicroserviceThatNeverAnswers_IsServedWithoutWaitingForIt()
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

        store.Put(TestFlags.Flag(0) with { Version = 8, ShadowPercent = 100 });
        var flags = monolith.Services.GetRequiredService<FlagSource>();
        await Eventually.IsTrueAsync(() => flags.Current!.Find(TestFlags.Name)!.Definition.Version == 8, testContext.CancellationToken);
        await LoadAsync(client);

        var report = monolith.Services.GetRequiredService<ShadowReads>().Report();
        report.Equal.Should().Be(0, "the microservice has answered none");
        report.Dropped.Should().BePositive("the queue is full long before the first is given up");
    }

    private Task LoadAsync(HttpClient client) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (var read = 0; read < ReadsEach; read++)
        {
            (await client.GetStringAsync("/listings/1", testContext.CancellationToken)).Should().Be("monolith");
        }
    }, testContext.CancellationToken)));

    private async Task<WebApplication> StartAsync(MemoryFlagStore store, Route<int, string> route)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // Ahead of the machine's clock, by which the gRPC client ends calls.
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(1)));
        builder.Services.AddSingleton<IFlagStore>(store).AddTrafficRouter();
        var app = builder.Build();
        app.MapGet("/listings/{id}", (int id, HttpContext context, HttpRouter router) => router.RouteAsync(context, route, id));
        await app.StartAsync(testContext.CancellationToken);
        return app;
    }
}

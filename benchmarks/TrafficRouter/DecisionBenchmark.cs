using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;
using Migration.Benchmarks;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Telemetry;
using Polly;
using Polly.CircuitBreaker;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>
/// One routing decision, one breaker permit with its result, one counter with three tags. The peer: Microsoft.FeatureManagement's
/// targeting, Polly's breaker, the same counter.
/// </summary>
internal static class DecisionBenchmark
{
    private const int Calls = 100_000;
    private const int PeerCalls = 20_000;
    private const int Users = 1000;
    private const int Blocks = 30;

    public static async Task RunAsync()
    {
        using var listener = Listening.Start();
        await using var services = new ServiceCollection().AddMetrics()
            .AddSingleton<IConfiguration>(Configuration()).AddFeatureManagement().Services.BuildServiceProvider();
        var own = CreateOwn(services);
        var peer = CreatePeer(services);
        for (var warmUp = 0; warmUp < 5; warmUp++)
        {
            own(Calls);
            await peer(PeerCalls);
        }

        var (control, ratios, owns, peers) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var block = 0; block < Blocks; block++)
        {
            var first = own(Calls);
            var theirs = await peer(PeerCalls);
            var second = own(Calls);
            control.Add(second / first);
            ratios.Add(theirs / ((first + second) / 2));
            owns.Add(first);
            peers.Add(theirs);
        }

        // Each block makes one snapshot; what a longer block allocates beyond a shorter one is the decisions'.
        var bytes = (Allocated(() => own(3 * Calls)) - Allocated(() => own(Calls))) / (2.0 * Calls);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decision + permit + counter: {owns.Order().ElementAt(15):0} ns, {bytes:0.000} bytes; peer {peers.Order().ElementAt(15):0} ns"));
        Console.WriteLine($"  peer / own {MedianInterval.Of(ratios)}; A/A {MedianInterval.Of(control)}");
    }

    private static long Allocated(Func<double> run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Func<int, double> CreateOwn(IServiceProvider services)
    {
        var flag = new FlagDefinition { Name = "marketplace", Enabled = true, RolloutPercent = 50, CanaryUserIds = [1, 2, 3], DenyUserIds = [4], Version = 1 };
        var flags = new FlagSource(TimeProvider.System);
        var engine = new DecisionEngine(flags, TimeProvider.System);
        var breaker = new Breaker(TimeProvider.System, CallTimes.ReadAttempt);
        var metrics = new RouterMetrics(services.GetRequiredService<IMeterFactory>(), flags);
        return calls =>
        {
            flags.Replace(new FlagSnapshot("marketplace", [flag], TimeProvider.System.GetTimestamp()));
            var started = Stopwatch.GetTimestamp();
            for (var call = 0; call < calls; call++)
            {
                var decision = engine.Decide("marketplace", RoutingSubject.User((call % Users) + 1), default);
                breaker.TryAcquire(out var permit, out _);
                breaker.Record(permit, Verdict.Success);
                metrics.Decided("GetListing", decision);
            }

            return Stopwatch.GetElapsedTime(started).TotalNanoseconds / calls;
        };
    }

    private static Func<int, Task<double>> CreatePeer(IServiceProvider services)
    {
        var features = services.GetRequiredService<IFeatureManager>();
        var pipeline = new ResiliencePipelineBuilder()
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { FailureRatio = 1, MinimumThroughput = 5, SamplingDuration = TimeSpan.FromSeconds(30) })
            .Build();
        var counter = services.GetRequiredService<IMeterFactory>().Create("Peer").CreateCounter<long>("peer.decisions");
        TargetingContext[] users = [.. Enumerable.Range(1, Users).Select(user => new TargetingContext { UserId = user.ToString(CultureInfo.InvariantCulture) })];
        return async calls =>
        {
            var started = Stopwatch.GetTimestamp();
            for (var call = 0; call < calls; call++)
            {
                var isThere = await features.IsEnabledAsync("marketplace", users[call % Users]);
                await pipeline.ExecuteAsync(static _ => ValueTask.CompletedTask);
                counter.Add(
                    1,
                    new KeyValuePair<string, object?>("operation", "GetListing"),
                    new KeyValuePair<string, object?>("arm", isThere ? "microservice" : "monolith"),
                    new KeyValuePair<string, object?>("reason", "percentage"));
            }

            return Stopwatch.GetElapsedTime(started).TotalNanoseconds / calls;
        };
    }

    private static IConfigurationRoot Configuration()
    {
        const string Filter = "feature_management:feature_flags:0:conditions:client_filters:0:";
        return new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["feature_management:feature_flags:0:id"] = "marketplace",
            ["feature_management:feature_flags:0:enabled"] = "true",
            [Filter + "name"] = "Microsoft.Targeting",
            [Filter + "parameters:Audience:DefaultRolloutPercentage"] = "50",
            [Filter + "parameters:Audience:Users:0"] = "1",
            [Filter + "parameters:Audience:Users:1"] = "2",
            [Filter + "parameters:Audience:Users:2"] = "3",
            [Filter + "parameters:Audience:Exclusion:Users:0"] = "4",
        }).Build();
    }
}

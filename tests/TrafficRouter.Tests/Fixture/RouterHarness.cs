using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.Telemetry;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>The router with a fake clock, a scripted microservice and a monolith that answers "monolith".</summary>
internal sealed class RouterHarness : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(Idempotency, string), Route<int, string>> _routes = new();
    private int _monolithCalls;

    public RouterHarness(decimal percent = 100, decimal shadowPercent = 0)
    {
        Flags = TestFlags.Source(Time, TestFlags.Flag(percent) with { ShadowPercent = shadowPercent });
        Meters = _services.GetRequiredService<IMeterFactory>();
        Metrics = new RouterMetrics(Meters, Flags);
        Budget = new RetryBudget(Time);
        Engine = new DecisionEngine(Flags, Time);
        Operations = new OperationRegistry(
            Engine, new PipelineFactory(Budget, Metrics, Time, () => Random), Metrics, Time, new Logger<OperationRegistry>(Loggers));
        Shadow = new ShadowReads(Flags, Metrics, Time, () => Random, new Logger<ShadowReads>(Loggers));
        Router = new RequestRouter(
            Engine, Operations, new RouterServices(Flags, Budget, Shadow, Sides, Metrics), new TrafficRouterOptions(), Time, new Logger<RequestRouter>(Loggers));
    }

    public StepClock Time { get; } = new();

    public FakeLogCollector Logs { get; } = FakeLogCollector.Create(new FakeLogCollectorOptions());

    public FlagSource Flags { get; }

    public IMeterFactory Meters { get; }

    public RouterMetrics Metrics { get; }

    public RetryBudget Budget { get; }

    public MemoryWriteSides Sides { get; } = new();

    public DecisionEngine Engine { get; }

    public OperationRegistry Operations { get; }

    public ShadowReads Shadow { get; }

    public RequestRouter Router { get; }

    /// <summary>What the jitter and the sampling draw.</summary>
    public double Random { get; set; } = 0.5;

    /// <summary>What the microservice does, attempt by attempt; the last one goes on for ever.</summary>
    public List<Func<MicroserviceCall, Task<string>>> Script { get; } = [];

    public List<MicroserviceCall> Attempts { get; } = [];

    public int MonolithCalls => Volatile.Read(ref _monolithCalls);

    public Func<CancellationToken, Task<string>> Monolith { get; set; } = _ => Task.FromResult("monolith");

    private ILoggerFactory Loggers => LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(Logs)));

    public static RouteRequest Request(string? key = null) => new() { Subject = RoutingSubject.User(42), IdempotencyKey = key };

    /// <summary>The request of a caller who may leave.</summary>
    public static RouteRequest CancellableRequest(CancellationToken leaves) => new() { Subject = RoutingSubject.User(42), CancellationToken = leaves };

    /// <summary>Made once, as an application does, and used for every request.</summary>
    public Route<int, string> Route(Idempotency idempotency = Idempotency.Safe, string name = "GetListing")
        => _routes.GetOrAdd((idempotency, name), _ => new Route<int, string>(name, idempotency)
        {
            Monolith = (_, token) =>
            {
                Interlocked.Increment(ref _monolithCalls);
                return Monolith(token);
            },
            Microservice = (_, call) => Next(call)(call),
            Compare = (left, right) => left == right ? [] : [new FieldDifference("text", left, right)],
        });

    public void Fails(StatusCode code, Exception? cause = null, Metadata? trailers = null)
        => Script.Add(_ => Task.FromException<string>(new RpcException(new Status(code, code.ToString(), cause), trailers ?? [])));

    public void Answers(string text = "microservice") => Script.Add(_ => Task.FromResult(text));

    /// <summary>When the newest attempt that hung was cancelled.</summary>
    public DateTimeOffset CancelledAt { get; private set; }

    /// <summary>Hangs until it is cancelled, as a call does whose answer never comes.</summary>
    public void Hangs() => Script.Add(call => HangAsync(call.CancellationToken));

    public async Task<string> HangAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            // Here and not in a registration of its own, which the end of the wait might take back before it has run.
            CancelledAt = Time.GetUtcNow();
        }

        return "never";
    }

    /// <summary>Runs a request; the clock goes on whenever it waits.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> run) => Time.RunAsync(run);

    public Task<string> RouteAsync(RouteRequest request, Idempotency idempotency = Idempotency.Safe)
        => RunAsync(() => Router.RouteAsync(Route(idempotency), 1, request));

    public MetricCollector<long> Counter(string name) => new(Meters, RouterMetrics.MeterName, name);

    /// <summary>Shadow reads come from two workers at once.</summary>
    private Func<MicroserviceCall, Task<string>> Next(MicroserviceCall call)
    {
        lock (_lock)
        {
            Attempts.Add(call);
            return Script[Math.Min(Attempts.Count, Script.Count) - 1];
        }
    }

    public void Dispose()
    {
        Shadow.Dispose();
        _services.Dispose();
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Telemetry;

namespace Migration.TrafficRouter.Calls;

/// <summary>The breakers and pipelines, one of each for every operation, made when it is first needed.</summary>
public sealed partial class OperationRegistry
{
    private readonly ConcurrentDictionary<string, Lazy<OperationRuntime>> _operations = new(StringComparer.Ordinal);
    private readonly DecisionEngine _engine;
    private readonly PipelineFactory _pipelines;
    private readonly RouterMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<OperationRegistry> _logger;

    public OperationRegistry(DecisionEngine engine, RetryBudget budget, RouterMetrics metrics, TimeProvider time, ILogger<OperationRegistry> logger)
        : this(engine, new PipelineFactory(budget, metrics, time, new LockedRandom(new Random()).NextDouble), metrics, time, logger)
    {
    }

    internal OperationRegistry(
        DecisionEngine engine, PipelineFactory pipelines, RouterMetrics metrics, TimeProvider time, ILogger<OperationRegistry> logger)
    {
        _engine = engine;
        _pipelines = pipelines;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        metrics.ObserveBreakers(() => Breakers.Select(breaker => (breaker.Key, breaker.Value.State)));
    }

    /// <summary>By operation.</summary>
    public IReadOnlyDictionary<string, Breaker> Breakers
        => _operations.ToDictionary(operation => operation.Key, operation => operation.Value.Value.Breaker, StringComparer.Ordinal);

    internal OperationRuntime Get(string name, Idempotency idempotency, string flag)
        => _operations.TryGetValue(name, out var known) ? known.Value : Add(name, idempotency, flag);

    private OperationRuntime Add(string name, Idempotency idempotency, string flag)
        => _operations.GetOrAdd(name, key => new Lazy<OperationRuntime>(() => Create(key, idempotency, flag))).Value;

    private OperationRuntime Create(string name, Idempotency idempotency, string flag)
    {
        var lease = idempotency == Idempotency.Safe ? CallTimes.ReadAttempt : CallTimes.WriteAttempt;
        var breaker = new Breaker(_time, lease, transition => Tell(name, transition));
        return new OperationRuntime(breaker, _pipelines.Create(name, breaker, () => _engine.IsKilled(flag)));
    }

    private void Tell(string operation, BreakerTransition transition)
    {
        _metrics.BreakerMoved(operation, transition);
        Log.BreakerMoved(_logger, operation, transition.From.ToWord(), transition.To.ToWord(), transition.Cause, transition.Generation);
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "Breaker of {Operation}: {From} -> {To} ({Cause}), generation {Generation}", EventName = "BreakerMoved")]
        public static partial void BreakerMoved(ILogger logger, string operation, string from, string to, string cause, long generation);
    }
}

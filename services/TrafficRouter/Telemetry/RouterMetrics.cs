using System.Diagnostics;
using System.Diagnostics.Metrics;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;

namespace Migration.TrafficRouter.Telemetry;

/// <summary>The meter <c>Migration.TrafficRouter</c>. README.md lists the instruments and their tags.</summary>
public sealed class RouterMetrics
{
    public const string MeterName = "Migration.TrafficRouter";
    internal const string OperationTag = "traffic_router.operation";
    internal const string ArmTag = "traffic_router.arm";
    internal const string ReasonTag = "traffic_router.reason";
    internal const string CauseTag = "traffic_router.cause";
    private const string ServedByTag = "traffic_router.served_by";
    private const string FallbackTag = "traffic_router.fallback_cause";
    private const string VerdictTag = "traffic_router.verdict";
    private const string ErrorTag = "error.type";

    /// <summary>Where reads end, and the limits that are asked for: an exporter's own buckets are made for milliseconds, and all of this would lie in the first.</summary>
    private static readonly double[] s_durations =
        [0.0005, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2];

    private readonly Meter _meter;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _retriesRefused;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _transitions;
    private readonly Counter<long> _shadow;
    private readonly Histogram<double> _duration;

    public RouterMetrics(IMeterFactory meters, FlagSource flags)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(MeterName);
        _decisions = _meter.CreateCounter<long>("traffic_router.decisions", "{decision}", "Requests decided, by arm and reason.");
        _attempts = _meter.CreateCounter<long>("traffic_router.attempts", "{attempt}", "Attempts at the microservice, by how they ended.");
        _retriesRefused = _meter.CreateCounter<long>("traffic_router.retries.refused", "{attempt}", "Retries that the budget did not allow.");
        _fallbacks = _meter.CreateCounter<long>("traffic_router.fallbacks", "{request}", "Requests of the microservice that the monolith answered, by cause.");
        _transitions = _meter.CreateCounter<long>("traffic_router.breaker.transitions", "{transition}", "State changes of the breakers.");
        _shadow = _meter.CreateCounter<long>("traffic_router.shadow.reads", "{read}", "Shadow reads, by what came of them.");
        _duration = _meter.CreateHistogram(
            "traffic_router.request.duration", "s", "Routed requests, by who served them.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_durations });
        _meter.CreateObservableGauge("traffic_router.flags.age", () => flags.Age?.TotalSeconds ?? double.PositiveInfinity, "s", "Age of the flags' snapshot.");
        _meter.CreateObservableGauge("traffic_router.flags.version", () => Versions(flags), "{version}", "Version of each flag here.");
    }

    public void Decided(string operation, in RoutingDecision decision)
        => _decisions.Add(
            1,
            new KeyValuePair<string, object?>(OperationTag, operation),
            new KeyValuePair<string, object?>(ArmTag, decision.Side.ToWord()),
            new KeyValuePair<string, object?>(ReasonTag, decision.Reason.ToWord()));

    internal void Attempted(string operation, Judgement judgement)
        => _attempts.Add(
            1,
            new KeyValuePair<string, object?>(OperationTag, operation),
            new KeyValuePair<string, object?>(CauseTag, judgement.Cause),
            new KeyValuePair<string, object?>(VerdictTag, Word(judgement.Verdict)));

    internal void RetryRefused(string operation) => _retriesRefused.Add(1, new KeyValuePair<string, object?>(OperationTag, operation));

    internal void FellBack(string operation, string cause)
        => _fallbacks.Add(1, new KeyValuePair<string, object?>(OperationTag, operation), new KeyValuePair<string, object?>(CauseTag, cause));

    internal void Shadowed(string operation, string outcome)
        => _shadow.Add(1, new KeyValuePair<string, object?>(OperationTag, operation), new KeyValuePair<string, object?>("traffic_router.outcome", outcome));

    internal void Served(string operation, RouteOutcome outcome, TimeSpan duration, string error)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        var (served, arm) = (outcome.ServedBy, outcome.Decision.Side.ToWord());
        if (outcome.FallbackCause is null && error.Length == 0)
        {
            // What nearly every request is, without the list.
            _duration.Record(
                duration.TotalSeconds,
                new KeyValuePair<string, object?>(OperationTag, operation),
                new KeyValuePair<string, object?>(ServedByTag, served),
                new KeyValuePair<string, object?>(ArmTag, arm));
            return;
        }

        var tags = new TagList { { OperationTag, operation }, { ServedByTag, served }, { ArmTag, arm } };
        if (outcome.FallbackCause is { } cause)
        {
            tags.Add(FallbackTag, cause);
        }

        if (error.Length > 0)
        {
            tags.Add(ErrorTag, error);
        }

        _duration.Record(duration.TotalSeconds, tags);
    }

    internal void BreakerMoved(string operation, in BreakerTransition transition)
        => _transitions.Add(1, new TagList
        {
            { OperationTag, operation },
            { "traffic_router.breaker.from", transition.From.ToWord() },
            { "traffic_router.breaker.to", transition.To.ToWord() },
            { CauseTag, transition.Cause },
        });

    internal void ObserveBreakers(Func<IEnumerable<(string Operation, BreakerState State)>> breakers)
        => _meter.CreateObservableGauge(
            "traffic_router.breaker.state",
            () => breakers().Select(breaker => new Measurement<int>(
                (int)breaker.State, new KeyValuePair<string, object?>(OperationTag, breaker.Operation))),
            "{state}",
            "0 closed, 1 open, 2 half-open, 3 isolated.");

    private static IEnumerable<Measurement<long>> Versions(FlagSource flags)
        => flags.Current?.Flags.Select(flag => new Measurement<long>(
            flag.Definition.Version, new KeyValuePair<string, object?>("traffic_router.flag", flag.Definition.Name))) ?? [];

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Success => "success",
        Verdict.Failure => "failure",
        _ => "ignored",
    };
}

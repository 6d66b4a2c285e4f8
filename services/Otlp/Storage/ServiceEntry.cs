using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>Everything of one service. Guarded by the store's lock.</summary>
internal sealed class ServiceEntry
{
    private readonly Dictionary<string, TelemetryResource> _instances = new(StringComparer.Ordinal);
    private readonly Queue<string> _instanceOrder = new();
    private readonly int _maxInstances;
    private readonly string _name;
    private readonly DateTimeOffset _firstSeen;

    public ServiceEntry(string name, DateTimeOffset now, TelemetryLimits limits, TraceIndex traces, MemoryMeter meter)
    {
        _name = name;
        _firstSeen = now;
        _maxInstances = limits.MaxInstancesPerService;
        Spans = new SpanBuffer(traces, limits, meter);
        Logs = new LogBuffer(limits, meter);
        Points = new PointBuffer(limits, meter);
        Signals = [Spans, Logs, Points];
    }

    public SpanBuffer Spans { get; }

    public LogBuffer Logs { get; }

    public PointBuffer Points { get; }

    public IReadOnlyList<SignalBuffer> Signals { get; }

    public DateTimeOffset LastSeen { get; set; }

    /// <summary>The object that stands for that instance, <paramref name="candidate"/> itself if it is new.</summary>
    public TelemetryResource Intern(TelemetryResource candidate)
    {
        if (_instances.TryGetValue(candidate.InstanceId, out var known))
        {
            return known;
        }

        _instances[candidate.InstanceId] = candidate;
        _instanceOrder.Enqueue(candidate.InstanceId);
        if (_instances.Count > _maxInstances)
        {
            _instances.Remove(_instanceOrder.Dequeue());
        }

        return candidate;
    }

    public ServiceTelemetry Describe() => new(_name, [.. _instances.Values])
    {
        FirstSeen = _firstSeen,
        LastSeen = LastSeen,
        Spans = Spans.Totals,
        Logs = Logs.Totals,
        Metrics = Points.Totals,
    };
}

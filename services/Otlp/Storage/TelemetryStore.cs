using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>
/// Telemetry in memory, bounded by <see cref="TelemetryLimits"/>. Every member may be called from any thread; what it returns is
/// a snapshot that never changes. How to ask is in TelemetryStore.Queries.cs and in namespace Migration.Otlp.Querying.
/// </summary>
public sealed partial class TelemetryStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ServiceEntry> _services = new(StringComparer.Ordinal);
    private readonly TraceIndex _traces = new();
    private readonly MemoryMeter _memory = new();
    private readonly ArrivalFeed<Span> _spanFeed = new();
    private readonly ArrivalFeed<LogRecord> _logFeed = new();
    private readonly ArrivalFeed<MetricSample> _metricFeed = new();
    private long _sequence;
    private long _metricsVersion;
    private long _refusedServices;

    public TelemetryStore(TelemetryLimits limits, TimeProvider time)
    {
        Limits = limits;
        Time = time;
    }

    public TelemetryLimits Limits { get; }

    internal TimeProvider Time { get; }

    /// <summary>Another number whenever something was kept or refused: what asks for changes compares it, without taking the lock.</summary>
    public long Version => Volatile.Read(ref _sequence);

    /// <summary>As <see cref="Version"/>, of metric points alone: they come seldom, and a chart costs more than a list.</summary>
    public long MetricsVersion => Volatile.Read(ref _metricsVersion);

    /// <summary>Null if that service would be one too many.</summary>
    internal TelemetryResource? Register(TelemetryResource candidate)
    {
        lock (_gate)
        {
            if (!_services.TryGetValue(candidate.ServiceName, out var service))
            {
                if (_services.Count >= Limits.MaxServices)
                {
                    _refusedServices++;
                    _sequence++;
                    return null;
                }

                service = new ServiceEntry(candidate.ServiceName, Time.GetUtcNow(), Limits, _traces, _memory);
                _services[candidate.ServiceName] = service;
            }

            service.LastSeen = Time.GetUtcNow();
            return service.Intern(candidate);
        }
    }

    /// <summary>Keeps what is new of the spans of one registered resource.</summary>
    internal void Add(TelemetryResource resource, IReadOnlyList<Span> spans, int invalid = 0)
    {
        lock (_gate)
        {
            var buffer = _services[resource.ServiceName].Spans;
            Reject(buffer, invalid);
            foreach (var span in spans)
            {
                span.Sequence = ++_sequence;
                if (buffer.TryAdd(span))
                {
                    MakeRoom(buffer);
                    _spanFeed.Publish(span);
                }
            }
        }
    }

    internal void Add(TelemetryResource resource, IReadOnlyList<LogRecord> records)
    {
        lock (_gate)
        {
            var buffer = _services[resource.ServiceName].Logs;
            foreach (var record in records)
            {
                record.Sequence = ++_sequence;
                buffer.Add(record);
                MakeRoom(buffer);
                _logFeed.Publish(record);
            }
        }
    }

    /// <summary>Says how many points were refused because their series would be one too many.</summary>
    internal int Add(TelemetryResource resource, IReadOnlyList<MetricSample> samples, int invalid = 0)
    {
        lock (_gate)
        {
            var buffer = _services[resource.ServiceName].Points;
            var refused = 0;
            foreach (var sample in samples)
            {
                sample.Point.Sequence = ++_sequence;
                if (!buffer.TryAdd(sample))
                {
                    refused++;
                    continue;
                }

                MakeRoom(buffer);
                _metricsVersion++;
                _metricFeed.Publish(sample);
            }

            Reject(buffer, invalid + refused);
            return refused;
        }
    }

    private void Reject(SignalBuffer buffer, int items)
    {
        if (items > 0)
        {
            buffer.Reject(items);
            _sequence++;
        }
    }

    private void MakeRoom(SignalBuffer buffer)
    {
        while (buffer.IsOverBudget)
        {
            buffer.Evict();
        }

        while (_memory.Used > Limits.TotalBytes && _memory.Used > 0)
        {
            _services.Values.SelectMany(service => service.Signals).MaxBy(signal => signal.Bytes)!.Evict();
        }
    }
}

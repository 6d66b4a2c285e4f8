using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

public sealed partial class TelemetryStore
{
    /// <summary>Estimated bytes of everything kept.</summary>
    public long UsedBytes
    {
        get
        {
            lock (_gate)
            {
                return _memory.Used;
            }
        }
    }

    /// <summary>Batches refused because their service would have been one too many.</summary>
    public long RefusedServices
    {
        get
        {
            lock (_gate)
            {
                return _refusedServices;
            }
        }
    }

    /// <summary>All services by name, with what is kept and what was dropped.</summary>
    public IReadOnlyList<ServiceTelemetry> GetServices()
    {
        lock (_gate)
        {
            return [.. _services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => service.Value.Describe())];
        }
    }

    /// <summary>The latest matching spans in the order of arrival.</summary>
    public IReadOnlyList<Span> GetSpans(SpanQuery? query = null)
    {
        query ??= SpanQuery.All;
        return Latest(SnapshotSpans(query).Where(query.Matches), span => span.Sequence, query.Limit);
    }

    public Trace? GetTrace(string traceId)
    {
        ArgumentNullException.ThrowIfNull(traceId);
        lock (_gate)
        {
            return _traces.TryGet(traceId.ToLowerInvariant(), out var entry) ? entry.ToTrace() : null;
        }
    }

    /// <summary>The matching traces, the one that changed last first.</summary>
    public IReadOnlyList<Trace> GetTraces(TraceQuery? query = null)
    {
        query ??= TraceQuery.All;
        return [.. SnapshotTraces(query).Where(query.Matches).Take(query.Limit)];
    }

    /// <summary>The latest matching log records in the order of arrival.</summary>
    public IReadOnlyList<LogRecord> GetLogs(LogQuery? query = null)
    {
        query ??= LogQuery.All;
        LogRecord[] records;
        lock (_gate)
        {
            records = [.. Select(query.Service).SelectMany(service => service.Logs.Records)];
        }

        return Latest(records.Where(query.Matches), record => record.Sequence, query.Limit);
    }

    /// <summary>The matching series, by service, meter and instrument.</summary>
    public IReadOnlyList<MetricSeries> GetMetrics(MetricQuery? query = null)
    {
        query ??= MetricQuery.All;
        lock (_gate)
        {
            return [.. Select(query.Service)
                .SelectMany(service => service.Points.Series)
                .Where(series => query.Matches(series.Instrument, series.Attributes))
                .OrderBy(series => series.Instrument.ToString(), StringComparer.Ordinal)
                .Take(query.Limit)
                .Select(series => series.ToSeries())];
        }
    }

    /// <summary>Every instrument that a point is kept of, by service, meter and name; of several processes the one that was seen first.</summary>
    public IReadOnlyList<MetricInstrument> GetInstruments()
    {
        lock (_gate)
        {
            return [.. _services.Values
                .SelectMany(service => service.Points.Series)
                .Select(series => series.Instrument)
                .DistinctBy(instrument => (instrument.Resource.ServiceName, instrument.Scope.Name, instrument.Name))
                .OrderBy(instrument => instrument.ToString(), StringComparer.Ordinal)];
        }
    }

    /// <summary>The matching spans that are there, then those that arrive; ends only by <paramref name="cancellationToken"/>.</summary>
    public IAsyncEnumerable<Span> WatchSpansAsync(SpanQuery? query = null, CancellationToken cancellationToken = default)
        => WatchAsync(_spanFeed, () => GetSpans(query), (query ?? SpanQuery.All).Matches, cancellationToken);

    /// <inheritdoc cref="WatchSpansAsync"/>
    public IAsyncEnumerable<LogRecord> WatchLogsAsync(LogQuery? query = null, CancellationToken cancellationToken = default)
        => WatchAsync(_logFeed, () => GetLogs(query), (query ?? LogQuery.All).Matches, cancellationToken);

    /// <inheritdoc cref="WatchSpansAsync"/>
    public IAsyncEnumerable<MetricSample> WatchMetricsAsync(MetricQuery? query = null, CancellationToken cancellationToken = default)
        => WatchAsync(
            _metricFeed,
            () => [.. GetMetrics(query).SelectMany(series => series.Points.Select(point => new MetricSample(series.Instrument, series.Attributes, point)))],
            sample => (query ?? MetricQuery.All).Matches(sample.Instrument, sample.Attributes),
            cancellationToken);

    private static T[] Latest<T>(IEnumerable<T> items, Func<T, long> sequence, int limit)
    {
        var newest = items.OrderByDescending(sequence).Take(limit).ToArray();
        Array.Reverse(newest);
        return newest;
    }

    /// <summary>What is there and what arrives are cut at one moment, so that nothing is missed between them or seen twice.</summary>
    private async IAsyncEnumerable<T> WatchAsync<T>(
        ArrivalFeed<T> feed, Func<IReadOnlyList<T>> present, Func<T, bool> matches, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<T> channel;
        IReadOnlyList<T> there;
        lock (_gate)
        {
            channel = feed.Open();
            there = present();
        }

        try
        {
            foreach (var item in there)
            {
                yield return item;
            }

            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (matches(item))
                {
                    yield return item;
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                feed.Close(channel);
            }
        }
    }

    private Span[] SnapshotSpans(SpanQuery query)
    {
        lock (_gate)
        {
            if (query.TraceId is null)
            {
                return [.. Select(query.Service).SelectMany(service => service.Spans.Spans)];
            }

            return _traces.TryGet(query.TraceId.ToLowerInvariant(), out var entry) ? [.. entry.Spans] : [];
        }
    }

    /// <summary>Copies one trace at a time, so that a long search never holds up what arrives.</summary>
    private IEnumerable<Trace> SnapshotTraces(TraceQuery query)
    {
        TraceEntry[] entries;
        lock (_gate)
        {
            entries = [.. _traces.Entries.Where(entry => query.HasError != true || entry.HasError).OrderByDescending(entry => entry.LastSequence)];
        }

        foreach (var entry in entries)
        {
            Trace? trace;
            lock (_gate)
            {
                trace = entry.Count == 0 ? null : entry.ToTrace();
            }

            if (trace is not null)
            {
                yield return trace;
            }
        }
    }

    private ServiceEntry[] Select(string? service)
    {
        if (service is null)
        {
            return [.. _services.Values];
        }

        return _services.TryGetValue(service, out var entry) ? [entry] : [];
    }
}

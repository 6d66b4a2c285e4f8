using System.Runtime.CompilerServices;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Querying;

/// <summary>
/// Waits that end with the item that satisfies them, whether it is there already or arrives later. Nothing polls. When the time is
/// up, a <see cref="TimeoutException"/> says what was awaited and what came instead.
/// </summary>
public static class TelemetryWaitExtensions
{
    /// <summary>Exporters send every few hundred milliseconds in tests, every few seconds elsewhere.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public static Task<Span> WaitForSpanAsync(
        this TelemetryStore store,
        Func<Span, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string awaited = "")
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(predicate);
        return new TelemetryWait(store, timeout ?? DefaultTimeout, $"span with {awaited}")
            .FirstAsync(token => store.WatchSpansAsync(query: null, token), predicate, cancellationToken);
    }

    public static Task<LogRecord> WaitForLogAsync(
        this TelemetryStore store,
        Func<LogRecord, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string awaited = "")
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(predicate);
        return new TelemetryWait(store, timeout ?? DefaultTimeout, $"log record with {awaited}")
            .FirstAsync(token => store.WatchLogsAsync(query: null, token), predicate, cancellationToken);
    }

    public static Task<MetricSample> WaitForMetricAsync(
        this TelemetryStore store,
        Func<MetricSample, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string awaited = "")
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(predicate);
        return new TelemetryWait(store, timeout ?? DefaultTimeout, $"metric point with {awaited}")
            .FirstAsync(token => store.WatchMetricsAsync(query: null, token), predicate, cancellationToken);
    }

    /// <summary>Waits until the trace of that id, with what has arrived of it so far, satisfies <paramref name="predicate"/>.</summary>
    public static async Task<Trace> WaitForTraceAsync(
        this TelemetryStore store,
        string traceId,
        Func<Trace, bool> predicate,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(predicate);
        var query = new SpanQuery { TraceId = traceId };
        Trace? satisfied = null;
        await new TelemetryWait(store, timeout ?? DefaultTimeout, $"trace {traceId} that satisfies its predicate", query).FirstAsync(
            token => store.WatchSpansAsync(query, token),
            _ => (satisfied = Satisfying()) is not null,
            cancellationToken);
        return satisfied!;

        Trace? Satisfying() => store.GetTrace(traceId) is { } trace && predicate(trace) ? trace : null;
    }
}

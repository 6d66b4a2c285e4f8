using Migration.Otlp.Records;

namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>Adds up what one side has done.</summary>
internal sealed class SideSum
{
    private readonly LatencySketch _latency = new();
    private long _errors;
    private long _fallbacks;

    public void Add(HistogramPoint point, TelemetryAttributes attributes)
    {
        _latency.Add(point);
        var error = attributes.Text(RouterTelemetry.Error);
        _errors += error is not null && !RouterTelemetry.OwnErrors.Contains(error) ? (long)point.Count : 0;
        _fallbacks += string.Equals(attributes.Text(RouterTelemetry.ServedBy), RouterTelemetry.Fallback, StringComparison.Ordinal) ? (long)point.Count : 0;
    }

    public SideTraffic Over(TimeSpan span) => new()
    {
        Requests = _latency.Count,
        Rate = _latency.Count / span.TotalSeconds,
        Errors = _errors,
        Fallbacks = _fallbacks,
        P50 = _latency.Quantile(0.5),
        P95 = _latency.Quantile(0.95),
        P99 = _latency.Quantile(0.99),
    };
}

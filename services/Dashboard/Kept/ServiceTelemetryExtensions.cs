using Migration.Otlp.Records;

namespace Migration.Dashboard.Kept;

internal static class ServiceTelemetryExtensions
{
    /// <summary>Items that arrived and are not there: made room for newer ones, or were refused.</summary>
    public static long Dropped(this SignalTotals totals) => totals.Evicted + totals.Rejected;

    public static long Dropped(this ServiceTelemetry service) => service.Spans.Dropped() + service.Logs.Dropped() + service.Metrics.Dropped();
}
